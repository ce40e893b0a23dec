using Headroom.Contracts.Power;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Telemetry;
using Headroom.Operators.Power.Tree;
using Headroom.Testing;
using Headroom.Units;

namespace Headroom.Operators.Tests.Power.Chain;

/// <summary>One term of one leader: the telemetry and the fleet as they run in the product, on a clock of its own.</summary>
internal sealed class ChainController : INodeLeases
{
    private static readonly Dictionary<string, FeedReading> NoMeters = [];

    private readonly PowerFleet _fleet = new();
    private readonly PowerTelemetry _telemetry;
    private readonly TimeSpan _clock;
    private TimeSpan _now;

    /// <param name="known">What the leader before had written down of the nodes.</param>
    public ChainController(PowerTree tree, long term, TimeSpan clock, IReadOnlyDictionary<string, ServerKind> known)
    {
        (Term, _clock) = (term, clock);
        _telemetry = new PowerTelemetry(this, new ManualTime());
        _fleet.Adopt(tree);
        _fleet.Recall(known);
    }

    public long Term { get; }

    /// <summary>What it believes that each feed can draw once nobody renews; before its first decision, without a bound.</summary>
    public IReadOnlyList<Watts>? Failed { get; private set; }

    /// <summary>Every feed fits by what nodes have confirmed.</summary>
    public bool IsEnforcing => Failed is not null
        && _fleet.Nodes.All(n => _fleet.IsConfirmed(n.Index))
        && Failed.Zip(_fleet.Domains).All(static p => p.First <= p.Second.Budget);

    public IReadOnlyDictionary<string, ServerKind> Known => _fleet.Nodes
        .Select(static n => (n.Name, n.Kind)).Where(static n => n.Kind is not null).ToDictionary(static n => n.Name, static n => n.Kind!); // filtered

    /// <summary>Every two seconds.</summary>
    public void Decide(TimeSpan now)
    {
        _fleet.Decide(NoMeters, now + _clock);
        Failed = _fleet.Failed().Confirmed;
    }

    public PowerLease Answer(NodeReport report, TimeSpan now)
    {
        _now = now + _clock;
        var lease = _telemetry.Exchange(report, Term);
        Failed = Failed is null ? null : _fleet.Failed().Confirmed;
        return lease;
    }

    public PowerLease Grant(NodeReading reading, LeaseStamp stamp) => _fleet.Answer(reading.Report, stamp, _now);
}
