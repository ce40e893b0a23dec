using Headroom.Kubernetes;
using Headroom.Scaling.ColdStart.Services;

namespace Headroom.Operators.Serverless.KeepAlive;

/// <summary>
/// Services that learn from one another and share one price of idling: steered so that together they idle as long as the
/// fixed keep-alive that they all name would let them.
/// </summary>
internal sealed class ExpectedPool(TimeSpan keepAlive)
{
    private readonly Lock _lock = new();
    private readonly ServiceKeepAlive _policy = new(keepAlive.TotalSeconds);
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<Member> _members = [];
    private double _time = double.NegativeInfinity;

    /// <returns>Other services whose verdict this may have changed.</returns>
    public IReadOnlyList<ObjectKey> Arrive(string uid, ObjectKey key, DateTimeOffset now)
    {
        lock (_lock)
        {
            var (time, number) = (TimeLocked(now), NumberLocked(uid, key));
            SettleLocked(number, time);
            _policy.Arrive(time, number);
            _members[number].IsIdle = false;
            return [.. _policy.Touched.Select(other => _members[other].Key)];
        }
    }

    /// <summary>It idles from now on; nothing is said about one that was never asked for.</summary>
    public void Finish(string uid, DateTimeOffset since)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(uid, out var number))
            {
                var time = TimeLocked(since);
                _policy.Finish(time, number);
                _members[number].Idles(time);
            }
        }
    }

    public void Started(string uid, TimeSpan took)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(uid, out var number) && took > TimeSpan.Zero)
            {
                _policy.StartedUp(number, took.TotalSeconds);
            }
        }
    }

    /// <returns>Null for a service that was never asked for.</returns>
    public KeepGrounds? Decide(string uid, DateTimeOffset now, bool isLoaded)
    {
        lock (_lock)
        {
            if (!_numbers.TryGetValue(uid, out var number) || !_members[number].IsIdle)
            {
                return null;
            }

            var time = TimeLocked(now);
            SettleLocked(number, time);
            _members[number].IsLoaded = isLoaded;
            var grounds = _policy.Weigh(time, number, isLoaded);
            return grounds with { Until = grounds.Until - time };
        }
    }

    /// <summary>What services did before this process, all in the order of time, before anything else is told.</summary>
    public void Replay(IEnumerable<(string Uid, ObjectKey Key, GapHistory History)> services)
    {
        var known = services.ToList();
        foreach (var (at, uid, key, isArrival) in known.SelectMany(static s => s.History.Events().Select(e => (e.At, s.Uid, s.Key, e.IsArrival))).OrderBy(static e => e.At))
        {
            if (isArrival)
            {
                Arrive(uid, key, at);
            }
            else
            {
                Finish(uid, at);
            }
        }

        foreach (var (uid, _, history) in known)
        {
            foreach (var took in history.Starts())
            {
                Started(uid, took);
            }
        }
    }

    private int NumberLocked(string uid, ObjectKey key)
    {
        if (!_numbers.TryGetValue(uid, out var number))
        {
            _numbers[uid] = number = _members.Count;
            _members.Add(new Member(key));
        }

        return number;
    }

    // Readings of a second may come in any order among services; the policy's time never falls.
    private double TimeLocked(DateTimeOffset at) => _time = Math.Max(_time, at.ToUnixTimeMilliseconds() / 1000.0);

    private void SettleLocked(int number, double time)
    {
        var member = _members[number];
        if (member.IsIdle && time > member.SettledAt)
        {
            _policy.Idled(member.SettledAt - member.IdleSince, time - member.SettledAt, member.IsLoaded);
            member.SettledAt = time;
        }
    }

    private sealed class Member(ObjectKey key)
    {
        public ObjectKey Key => key;

        public bool IsIdle { get; set; }

        public bool IsLoaded { get; set; }

        public double IdleSince { get; private set; }

        public double SettledAt { get; set; }

        public void Idles(double time) => (IsIdle, IsLoaded, IdleSince, SettledAt) = (true, true, time, time);
    }
}
