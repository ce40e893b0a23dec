using System.Collections.Concurrent;
using Headroom.Kubernetes;
using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.KeepAlive;
using Headroom.Operators.Serverless.Planning;

namespace Headroom.Operators.Serverless.Running;

/// <summary>What is remembered of one service from decision to decision. One worker at a time uses it.</summary>
internal sealed class ServiceMemory(Keepers keepers, ObjectKey key, string uid)
{
    // An ask is good for so long; an activator that still holds requests has asked again by then.
    private static readonly TimeSpan AskIsGood = TimeSpan.FromSeconds(30);

    // From a decision to the pod that it made.
    private static readonly TimeSpan PodFollows = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(2);

    // A start is recorded half a minute after it at the latest: as many may come meanwhile.
    private const int MostRaises = 32;

    private readonly Queue<(DateTimeOffset At, int Needed)> _needs = new();
    private readonly ConcurrentQueue<TimeSpan> _starts = new();
    private readonly ConcurrentQueue<Raise> _raises = new();
    private IKeeper? _keeper;
    private (KeepAlivePolicy, TimeSpan) _keeperOf;
    private DateTimeOffset? _idleSince;
    private string? _wanted;
    private DateTimeOffset _wantedAt = DateTimeOffset.MinValue;

    /// <summary>Generation whose Deployment and Service have been applied by this leader.</summary>
    public long? AppliedGeneration { get; set; }

    public long ColdStarts { get; set; }

    /// <summary>Saved over a change of leader.</summary>
    public GapHistory History { get; init; } = new();

    public string Uid => uid;

    /// <summary>Most replicas that the window needed.</summary>
    public int Needed => _needs.Count == 0 ? 0 : _needs.Max(static n => n.Needed);

    public bool IsWanted { get; private set; }

    /// <summary>The value of the annotation by which activators ask.</summary>
    public void Ask(string? annotation, DateTimeOffset now)
    {
        if (annotation is not null && annotation != _wanted)
        {
            // Seen for the first time it may be of any age; from then on a change is an ask, whatever the other clock says.
            _wantedAt = _wanted is not null || (DateTimeOffset.TryParse(annotation, out var at) && now - at < AskIsGood) ? now : _wantedAt;
        }

        _wanted = annotation ?? "";
        IsWanted = now - _wantedAt < AskIsGood;
    }

    public void Observe(ServerlessSettings settings, ServiceLoad load, DateTimeOffset now)
    {
        if (_keeper is null || _keeperOf != (settings.Policy, settings.KeepAlive))
        {
            _keeperOf = (settings.Policy, settings.KeepAlive);
            _keeper = keepers.Create(settings, uid, key, History);
            _idleSince = null;
        }

        while (_starts.TryDequeue(out var took))
        {
            History.AddStart(took);
            _keeper.Started(took);
        }

        var needed = (int)Math.Ceiling(Math.Max(load.Now, load.Mean) / settings.TargetPerReplica);
        _needs.Enqueue((now, needed));
        // The window keeps what a service needs that is asked; how long one stays that is not is the policy's.
        var window = load.IsBusy ? settings.Window : TimeSpan.Zero;
        while (_needs.Peek() is var oldest && now - oldest.At > window && _needs.Count > 1)
        {
            _needs.Dequeue();
        }

        Judge(_keeper, load, now);
    }

    /// <summary>What the policy wants at this moment of idling.</summary>
    /// <param name="now">Not before the last observation.</param>
    /// <param name="isLoaded">Whether a replica is there or starting.</param>
    public KeepView Kept(DateTimeOffset now, bool isLoaded) =>
        _idleSince is null || _keeper is null ? new KeepView(true, false, TimeSpan.Zero, "requests are served") : _keeper.Decide(now, isLoaded);

    /// <summary>A start was recorded, on whatever thread.</summary>
    public void ReportStart(TimeSpan took) => _starts.Enqueue(took);

    /// <summary>More replicas were written.</summary>
    public void Raised(string reason, DateTimeOffset now)
    {
        _raises.Enqueue(new Raise(reason, now));
        while (_raises.Count > MostRaises)
        {
            _raises.TryDequeue(out _);
        }
    }

    /// <summary>Why there is a pod, as far as a decision made it; from whatever thread.</summary>
    public string CauseOf(DateTimeOffset podCreated)
    {
        // The last before it; or one just after it, where its time is another clock's.
        var raises = _raises.ToArray();
        var raise = Array.FindLast(raises, r => r.At <= podCreated) ?? Array.Find(raises, r => r.At < podCreated + ClockSlack);
        return raise is not null && podCreated < raise.At + PodFollows ? raise.Reason : "Replaced";
    }

    private void Judge(IKeeper keeper, ServiceLoad load, DateTimeOffset now)
    {
        if (load.IsBusy && _idleSince is { } since)
        {
            keeper.Arrive(now, since);
            History.Add(since, now);
            _idleSince = null;
        }

        if (!load.IsBusy && _idleSince is null)
        {
            _idleSince = now - load.Idle;
            keeper.Idle(now - load.Idle);
        }
    }

    private sealed record Raise(string Reason, DateTimeOffset At);
}
