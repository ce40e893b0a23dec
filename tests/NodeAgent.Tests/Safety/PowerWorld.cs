using System.Globalization;
using Headroom.Contracts.Power;
using Headroom.NodeAgent.Control;
using Headroom.NodeAgent.Safety;

namespace Headroom.NodeAgent.Tests.Safety;

/// <summary>
/// A node with two cards, its disk, the leaders that grant leases and a network that loses, delays and repeats replies.
/// The oracle knows only what was delivered and what is on disk, not what the agent thinks.
/// </summary>
internal sealed class PowerWorld : IPowerActuator, ISafeLimitStore
{
    private readonly FakeCard[] _cards = [new("GPU-a"), new("GPU-b")];
    private readonly List<(int Instance, TimeSpan SentAt, PowerLease Lease)> _replies = [];
    private SafetyClamp _clamp = new();
    private ClampRunner? _agent;
    private int _instance;
    private SafeLimits _disk = SafeLimits.None;
    private bool _isDiskBroken;
    private bool _isDiskFull;
    private long _term;
    private readonly Dictionary<long, long> _sequences = [];
    private (TimeSpan Deadline, PowerLease Lease)? _newest;
    private long _termAtStart;
    private readonly Dictionary<string, uint> _given = [];

    public TimeSpan Now { get; private set; }

    public IReadOnlyList<FakeCard> Cards => _cards;

    public bool IsAlive => _agent is not null;

    public void Start()
    {
        if (_agent is not null)
        {
            return;
        }

        _instance++;
        _newest = null;
        _given.Clear();
        _termAtStart = _isDiskBroken ? -1 : _disk.Term;
        _clamp = new SafetyClamp();
        _agent = new ClampRunner(_clamp, this, this);
        _agent.Load(Now);
        Array.ForEach(_cards, c => Find(c));
        Tick();
    }

    public void Crash() => _agent = null;

    public void Stop()
    {
        _agent?.Handle(Now, new ClampEvent.Stopping());
        foreach (var card in _cards.Where(c => IsAlive && IsSound(c)))
        {
            Assert.True(card.Limit <= Bound(card, isLeased: false), $"{card.Uuid} is left at {card.Limit} on exit");
        }

        _agent = null;
    }

    public void Reboot()
    {
        Crash();
        Array.ForEach(_cards, c => c.Reset());
    }

    public void ReloadDriver(int which)
    {
        // The agent finds out at its next look.
        _cards[which % 2].Reset();
    }

    public void Toggle(int which, int fault)
    {
        var card = _cards[which % 2];
        card.IsUnseen = true;
        switch (fault % 4)
        {
            case 0:
                card.Refuses = !card.Refuses;
                break;
            case 1:
                card.Skew = card.Skew == 0 ? 12_000u : 0;
                break;
            case 2:
                _isDiskFull = !_isDiskFull;
                break;
            default:
                card.IsPresent = !card.IsPresent;
                if (IsAlive && !card.IsPresent)
                {
                    _agent!.Handle(Now, new ClampEvent.GpuGone(card.Uuid)); // alive: asked above
                }
                else if (IsAlive)
                {
                    Find(card);
                }

                break;
        }
    }

    /// <summary>The record is damaged while nobody runs.</summary>
    public void Corrupt() => _isDiskBroken |= !IsAlive;

    public void ElectLeader() => _term++;

    /// <summary>The agent reports; a leader, perhaps one that was replaced, answers into the network.</summary>
    public void Report(int staleness, int seed)
    {
        if (!IsAlive)
        {
            return;
        }

        long term = Math.Max(0, _term - (staleness % 3));
        _sequences[term] = _sequences.GetValueOrDefault(term) + 1;
        var random = new Random(seed);
        _replies.Add((_instance, Now, new PowerLease
        {
            Stamp = new LeaseStamp(term, _sequences[term]),
            Duration = TimeSpan.FromSeconds(random.Next(8) switch { 0 => 0, 1 => 3_600, _ => 5 }),
            IsRelease = random.Next(20) == 0,
            Caps = [.. _cards.Where(_ => random.Next(5) > 0).Select(c => Cap(c, random))],
        }));
    }

    public void Deliver(int which, bool isKept)
    {
        if (_replies.Count == 0)
        {
            return;
        }

        int index = which % _replies.Count;
        var (instance, sentAt, lease) = _replies[index];
        if (!isKept)
        {
            _replies.RemoveAt(index);
        }

        // An answer to a process that is gone reaches nobody.
        if (instance == _instance && IsAlive)
        {
            Arrive(sentAt, lease);
        }
    }

    public void Lose(int which)
    {
        if (_replies.Count > 0)
        {
            _replies.RemoveAt(which % _replies.Count);
        }
    }

    public void Advance(TimeSpan by)
    {
        Now += by;
        Tick();
    }

    /// <summary>Everything works again, and the agent runs.</summary>
    public void Heal()
    {
        _isDiskFull = false;
        _replies.Clear();
        foreach (var card in _cards)
        {
            (card.Refuses, card.Skew) = (false, 0);
            if (!card.IsPresent)
            {
                card.IsPresent = true;
                Find(card);
            }
        }

        Start();
        Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>A lease that arrives at once.</summary>
    public void Grant(uint limit, uint safe)
    {
        _term++;
        _sequences[_term] = 1;
        Arrive(Now, new PowerLease
        {
            Stamp = new LeaseStamp(_term, 1),
            Duration = TimeSpan.FromSeconds(5),
            Caps = [.. _cards.Select(c => new GpuCap { Uuid = c.Uuid, PowerLimitMilliwatts = limit, SafeLimitMilliwatts = safe, Clocks = new ClockRange(210, 1_110) })],
        });
    }

    /// <exception cref="Xunit.Sdk.XunitException">A card may draw more than was promised.</exception>
    public void Check()
    {
        foreach (var card in _cards.Where(c => IsAlive && IsSound(c)))
        {
            uint bound = Bound(card, isLeased: true);
            Assert.True(card.Limit <= bound, $"{Now}: {card.Uuid} is at {card.Limit}, allowed {bound}");
            var state = _clamp.StatusOf(card.Uuid).State;
            Assert.True(
                state is not SafeLimitState.Confirmed || _disk.Of(card.Uuid) is not null,
                $"{card.Uuid} says its safe limit is confirmed, and the disk has none");
        }
    }

    public ClampStatus StatusOf(FakeCard card) => _clamp.StatusOf(card.Uuid);

    public bool TrySetLimit(string uuid, uint milliwatts, out uint readBack)
    {
        var card = Card(uuid);
        Assert.InRange(milliwatts, FakeCard.Range.Min, FakeCard.Range.Max);
        card.Limit = card.Refuses || !card.IsPresent ? card.Limit : milliwatts + card.Skew;
        readBack = card.Limit;
        return !card.Refuses && card.IsPresent;
    }

    public bool TryLockClocks(string uuid, ClockRange clocks) => TrySetClocks(Card(uuid), clocks);

    public bool TryUnlockClocks(string uuid) => TrySetClocks(Card(uuid), clocks: null);

    public ClampEvent.Loaded Load() =>
        _isDiskBroken ? new ClampEvent.Loaded(SafeLimits.None, IsTrusted: false) : new ClampEvent.Loaded(_disk, IsTrusted: true);

    public bool TryKeep(SafeLimits limits)
    {
        if (!_isDiskFull)
        {
            (_disk, _isDiskBroken) = (limits, false);
        }

        return !_isDiskFull;
    }

    private static bool TrySetClocks(FakeCard card, ClockRange? clocks)
    {
        bool isTaken = !card.Refuses && card.IsPresent;
        card.Locked = isTaken ? clocks : card.Locked;
        return isTaken;
    }

    private static GpuCap Cap(FakeCard card, Random random) => new()
    {
        Uuid = card.Uuid,
        PowerLimitMilliwatts = random.Next(4) == 0 ? null : (uint)random.Next(100_000, 800_000),
        Clocks = random.Next(2) == 0 ? new ClockRange(210, (uint)random.Next(500, 1_900)) : null,
        SafeLimitMilliwatts = random.Next(4) == 0 ? null : (uint)random.Next(150_000, 500_000),
    };

    private void Arrive(TimeSpan sentAt, PowerLease lease)
    {
        bool isNewer = _newest is not { } newest || lease.Stamp > newest.Lease.Stamp;
        if (isNewer && lease.Stamp.Term >= _termAtStart)
        {
            _newest = (sentAt + (lease.Duration > SafetyClamp.LongestLease ? SafetyClamp.LongestLease : lease.Duration), lease);
            // One that comes after its own end ends the one before it, and tells nothing.
            bool isLate = lease.Duration > TimeSpan.Zero && Now >= _newest.Value.Deadline;
            foreach (var cap in lease.Caps.Where(c => c.SafeLimitMilliwatts is not null && !lease.IsRelease && !isLate))
            {
                _given[cap.Uuid] = cap.SafeLimitMilliwatts!.Value; // filtered above
            }
        }

        _agent!.Handle(Now, new ClampEvent.LeaseReceived(sentAt, lease)); // callers asked whether it runs
    }

    private void Tick()
    {
        if (_agent is null)
        {
            return;
        }

        _agent.Handle(Now, new ClampEvent.Ticked());
        foreach (var card in _cards.Where(c => c.IsPresent))
        {
            _agent.Handle(Now, new ClampEvent.LimitRead(card.Uuid, card.Limit));
            card.IsUnseen = card.Refuses || card.Skew > 0;
        }
    }

    private void Find(FakeCard card)
    {
        if (IsAlive && card.IsPresent)
        {
            _agent!.Handle(Now, new ClampEvent.GpuFound(card.Uuid, FakeCard.Range)); // alive: asked above
        }
    }

    private FakeCard Card(string uuid) => _cards.Single(c => c.Uuid == uuid);

    private static bool IsSound(FakeCard card) => card is { IsPresent: true, IsUnseen: false, Refuses: false, Skew: 0 };

    private uint Bound(FakeCard card, bool isLeased)
    {
        // A broken record stands for the lowest limit until a leader says a new one.
        uint? safe = _isDiskBroken ? _given.GetValueOrDefault(card.Uuid, FakeCard.Range.Min) : _disk.Of(card.Uuid);
        if (safe is null)
        {
            return uint.MaxValue; // Never managed: nothing is promised.
        }

        uint bound = FakeCard.Range.Clamp(safe.Value);
        var cap = isLeased && _newest is { } newest && Now < newest.Deadline && !newest.Lease.IsRelease
            ? newest.Lease.Caps.FirstOrDefault(c => c.Uuid == card.Uuid)
            : null;
        return cap is null ? bound : Math.Max(bound, FakeCard.Range.Clamp(cap.PowerLimitMilliwatts ?? FakeCard.Range.Default));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Now} disk {_disk} cards {string.Join(", ", _cards.Select(c => c.Limit))}");
}
