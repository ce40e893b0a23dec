using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.Planning;
using Headroom.Scaling.ColdStart.Gaps;

namespace Headroom.Operators.Serverless.Running;

/// <summary>What is remembered of one service from decision to decision. One worker at a time uses it.</summary>
internal sealed class ServiceMemory
{
    // An ask is good for so long; an activator that still holds requests has asked again by then.
    private static readonly TimeSpan AskIsGood = TimeSpan.FromSeconds(30);

    private readonly Queue<(DateTimeOffset At, int Needed)> _needs = new();
    private IGapPolicy? _policy;
    private (KeepAlivePolicy, TimeSpan) _policyOf;
    private DateTimeOffset? _idleSince;
    private IdlePlan _idlePlan;
    private string? _wanted;
    private DateTimeOffset _wantedAt = DateTimeOffset.MinValue;

    /// <summary>Generation whose Deployment and Service have been applied by this leader.</summary>
    public long? AppliedGeneration { get; set; }

    public long ColdStarts { get; set; }

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
        if (_policyOf != (settings.Policy, settings.KeepAlive))
        {
            _policyOf = (settings.Policy, settings.KeepAlive);
            _policy = settings.Policy == KeepAlivePolicy.HybridHistogram ? new HybridHistogram() : new FixedKeepAlive(settings.KeepAlive.TotalSeconds);
            _idleSince = null;
        }

        var needed = (int)Math.Ceiling(Math.Max(load.Now, load.Mean) / settings.TargetPerReplica);
        _needs.Enqueue((now, needed));
        // The window keeps what a service needs that is asked; how long one stays that is not is the policy's.
        var window = load.IsBusy ? settings.Window : TimeSpan.Zero;
        while (_needs.Peek() is var oldest && now - oldest.At > window && _needs.Count > 1)
        {
            _needs.Dequeue();
        }

        Judge(load, now);
    }

    /// <summary>What the policy wants at this moment of idling, and for how long it will not change its mind.</summary>
    /// <returns>Whether the last replica stays, and whether one is started ahead of a request that is expected.</returns>
    public (bool IsKept, bool IsExpected, TimeSpan For) Kept(DateTimeOffset now)
    {
        if (_idleSince is not { } since)
        {
            return (true, false, TimeSpan.Zero);
        }

        var idle = (now - since).TotalSeconds;
        var next = new[] { _idlePlan.Keep, _idlePlan.LoadAfter, _idlePlan.UnloadAfter }.Where(t => t > idle).DefaultIfEmpty(double.PositiveInfinity).Min();
        return (idle <= _idlePlan.Keep, idle > _idlePlan.Keep && _idlePlan.IsLoadedAt(idle), TimeSpan.FromSeconds(Math.Min(next - idle + 0.01, 1e8)));
    }

    private void Judge(ServiceLoad load, DateTimeOffset now)
    {
        if (load.IsBusy && _idleSince is { } since)
        {
            _policy!.Observe(0, (now - since).TotalSeconds); // made before the first look
            _idleSince = null;
        }

        if (!load.IsBusy && _idleSince is null)
        {
            _idleSince = now - load.Idle;
            _idlePlan = _policy!.Plan(0); // as above
        }
    }
}
