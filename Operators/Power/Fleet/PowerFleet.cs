using Headroom.Contracts.Power;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Allowances;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Tree;
using Headroom.Power.Safety;
using Headroom.Units;

namespace Headroom.Operators.Power.Fleet;

/// <summary>
/// Every feed, every node and what is promised of them: takes reports, decides caps and safe limits, answers with leases.
/// One term of one leader.
/// </summary>
/// <remarks>Reads no clock and does no I/O. Not thread-safe: its owner serialises access.</remarks>
internal sealed class PowerFleet
{
    /// <summary>Between two decisions.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    // Three leases without a word: the agent is down, and its node is charged at nameplate beside the tolerated ones.
    private const int AbsentLeases = 3;

    private readonly Dictionary<string, NodeEntry> _byName = new(StringComparer.Ordinal);
    private readonly SafeLimitLedger _ledger = new();
    private NodeEntry[] _nodes = [];
    private SafetyNode[] _safety = [];
    private bool[] _isPlannedAbsent = [];
    private SafetyDomain[] _feeds = [];
    private DomainRuntime[] _domains = [];
    private List<NodeEntry>[] _under = [];
    private SafeLimits _planned = new([], []);
    private bool _isStale = true;

    public PowerTree Tree { get; private set; } = PowerTree.Empty;

    public IReadOnlyList<DomainRuntime> Domains => _domains;

    public IReadOnlyList<NodeEntry> Nodes => _nodes;

    private int Tolerated => Tree.Domains.Count == 0 ? 0 : Tree.Domains.Max(static d => d.Settings.ToleratedDeadAgents);

    /// <summary>Takes a changed tree; what is known of feeds and nodes by the same name is kept.</summary>
    public void Adopt(PowerTree tree)
    {
        var known = _domains.ToDictionary(static d => d.Domain.Name, StringComparer.Ordinal);
        Tree = tree;
        _domains = [.. tree.Domains.Select(d =>
        {
            var runtime = known.GetValueOrDefault(d.Name) ?? new DomainRuntime(d);
            runtime.Adopt(d);
            return runtime;
        })];
        _nodes = [.. tree.Members.Select((m, i) =>
        {
            var node = _byName.GetValueOrDefault(m.Node) ?? new NodeEntry(m.Node, m.Domain);
            (node.Index, node.Domain, node.HasGpus) = (i, m.Domain, m.HasGpus);
            return node;
        })];
        _isPlannedAbsent = new bool[_nodes.Length];
        _byName.Clear();
        _under = [.. _domains.Select(static _ => new List<NodeEntry>())];
        foreach (var node in _nodes)
        {
            _byName.Add(node.Name, node);
            foreach (var d in tree.Feeds(node.Domain))
            {
                _under[d].Add(node);
            }
        }

        _isStale = true;
    }

    /// <summary>Takes what an earlier leader knew of nodes, by name: until they report they are charged at that nameplate.</summary>
    public void Recall(IReadOnlyDictionary<string, ServerKind> kinds)
    {
        foreach (var node in _nodes)
        {
            if (kinds.TryGetValue(node.Name, out var kind))
            {
                node.Recall(kind);
                _isStale = true;
            }
        }
    }

    /// <summary>Takes a report and says what the node may do until the next.</summary>
    /// <param name="stamp">For the answer; of this term.</param>
    /// <param name="now">When the report came, monotonic.</param>
    /// <returns>A release for a node on no feed that is kept; without a plan where nothing was ever asked of it.</returns>
    public PowerLease Answer(NodeReport report, LeaseStamp stamp, TimeSpan now)
    {
        if (!_byName.TryGetValue(report.Node, out var node))
        {
            return ReleaseOf(report, stamp);
        }

        _isStale |= node.Hear(report, now);
        if (_domains[node.Domain].Domain.Settings.Mode != ActingMode.Apply)
        {
            return ReleaseOf(report, stamp);
        }

        return new PowerLease
        {
            Stamp = stamp,
            Duration = LeaseOf(node),
            Caps = Caps(report, node, Settle(node, report, stamp)),
        };
    }

    /// <summary>Decides the caps of every feed and moves the safe limits on.</summary>
    /// <param name="meters">By domain where a meter measures it; one that is missing counts as stale.</param>
    public void Decide(IReadOnlyDictionary<string, FeedReading> meters, TimeSpan now)
    {
        for (var n = 0; n < _nodes.Length; n++)
        {
            var isAbsent = IsAbsent(n, now);
            _isStale |= isAbsent != _isPlannedAbsent[n];
            _isPlannedAbsent[n] = isAbsent;
        }

        Plan();
        for (var d = 0; d < _domains.Length; d++)
        {
            var settings = _domains[d].Domain.Settings;
            var members = Under(d);
            bool Fresh(NodeEntry node) => node.IsHeard(now, settings.MaxAge);
            var reading = settings.Source == Settings.MeasurementSource.Agents
                ? FeedReading.Of(Sum(members, Fresh))
                : meters.GetValueOrDefault(_domains[d].Domain.Name, FeedReading.Failed("it was not asked yet"));
            _domains[d].Decide(members, reading, Fresh, now);
        }
    }

    /// <summary>What binds gateways, feeds before those they feed; nothing of a domain that only recommends.</summary>
    public IReadOnlyList<BoundAllowance> Allowances()
    {
        var bound = new List<BoundAllowance>();
        for (var d = 0; d < _domains.Length; d++)
        {
            if (AllowanceMaker.Make(_domains[d], _under[d], Tree) is { } allowance)
            {
                bound.Add(new BoundAllowance(allowance, _domains[d].Domain.Settings.Lease));
            }
        }

        return bound;
    }

    /// <summary>What every feed can draw once no lease is renewed: as confirmed where it is kept, as it would be where it is not.</summary>
    public FailedState Failed() => new(
        _ledger.FailedDraws(),
        FailedDraw.Of(_feeds, _safety, [.. _safety.Select((node, n) => node.DrawAt(_planned.Limits[n]))], Tolerated));

    /// <summary>What stands of the promises for one feed.</summary>
    public DomainPromise Promise(int domain, FailedState failed)
    {
        var isApplied = _domains[domain].Domain.Settings.Mode == ActingMode.Apply;
        var members = _under[domain];
        return new DomainPromise(
            (isApplied ? failed.Confirmed : failed.Planned)[domain], _feeds[domain].Budget,
            Watts.FromMilliwatts(members.Sum(n => _safety[n.Index].Nameplate.Milliwatts)),
            _planned.Infeasible.FirstOrDefault(i => i.Domain == _feeds[domain].Name),
            members.Count(n => !_ledger.IsConfirmed(n.Index)),
            members.Count(static n => n is { HasGpus: true, Kind: null }),
            members.Sum(n => _safety[n.Index].Gpus.Count));
    }

    /// <summary>Nodes under a feed, its children's included.</summary>
    public IReadOnlyList<NodeEntry> Under(int domain) => _under[domain];

    /// <summary>True once the node's safe limits are known to be kept and every feed above it is safe with them.</summary>
    public bool MayTakeWork(int node, FailedState failed) =>
        _ledger.IsConfirmed(node) && Tree.Feeds(_nodes[node].Domain).All(d => failed.Confirmed[d] <= _feeds[d].Budget);

    public bool IsConfirmed(int node) => _ledger.IsConfirmed(node);

    public Watts Charge(int node) => _ledger.Charge(node);

    /// <summary>How long a lease of the node holds: the shortest of all feeds above it.</summary>
    public TimeSpan LeaseOf(NodeEntry node) => Tree.Feeds(node.Domain).Min(d => _domains[d].Domain.Settings.Lease);

    // What the node keeps, and what it is to keep. Until the next decision has taken in a changed fleet nothing is settled:
    // planning for thousands is no work for the answer to one.
    private IReadOnlyList<Watts>? Settle(NodeEntry node, NodeReport report, LeaseStamp stamp)
    {
        if (_isStale)
        {
            return null;
        }

        if (node.TryReadBack(out var kept))
        {
            _ledger.Reported(node.Index, stamp.Term, Order(report.Lease), kept);
        }

        return _ledger.Send(node.Index, Order(stamp));
    }

    private void Plan()
    {
        if (_isStale)
        {
            _feeds = [.. _domains.Select(static d => new SafetyDomain(d.Domain.Name, d.Budget, d.Domain.Parent))];
            _safety = [.. _nodes.Select(n => _domains[n.Domain].Domain.Settings is var s ? n.Safety(s.HostMax, s.UnmanagedNode) : null!)];
            _ledger.Adopt(_feeds, _safety, Tolerated);
            _planned = SafeLimitPlanner.Plan(_feeds, _safety, Tolerated, n => _isPlannedAbsent[n] || _domains[_nodes[n].Domain].Domain.Settings.Mode != ActingMode.Apply && HasApplied);
            _isStale = false;
        }

        for (var n = 0; n < _nodes.Length; n++)
        {
            if (_isPlannedAbsent[n])
            {
                _ledger.Lost(n);
            }
        }

        _ledger.Plan(_planned.Limits);
    }

    // Where nobody acts yet, what would be kept is shown; beside one who does, what is not kept counts at its most.
    private bool HasApplied => _domains.Any(static d => d.Domain.Settings.Mode == ActingMode.Apply);

    private bool IsAbsent(int node, TimeSpan now) =>
        _nodes[node].Kind is not null && !_nodes[node].IsHeard(now, AbsentLeases * _domains[_nodes[node].Domain].Domain.Settings.Lease);

    private Watts Sum(IReadOnlyList<NodeEntry> members, Func<NodeEntry, bool> isFresh)
    {
        var sum = Watts.Zero;
        foreach (var node in members)
        {
            var settings = _domains[node.Domain].Domain.Settings;
            // Stale counts as the worst.
            sum += isFresh(node) ? node.Draw(settings.HostMax) : node.Safety(settings.HostMax, settings.UnmanagedNode).Nameplate;
        }

        return sum;
    }

    private List<GpuCap> Caps(NodeReport report, NodeEntry node, IReadOnlyList<Watts>? safe) =>
        [.. report.Gpus.Select((gpu, i) => Cap(gpu, node) with { SafeLimitMilliwatts = safe is not null && i < safe.Count ? (uint)safe[i].Milliwatts : null })];

    // The strictest of all feeds above the node.
    private GpuCap Cap(in GpuReport gpu, NodeEntry node)
    {
        (int Clock, long Limit, bool IsCapped) cap = (int.MaxValue, long.MaxValue, false);
        foreach (var d in Tree.Feeds(node.Domain))
        {
            var domain = _domains[d];
            if (domain.Domain.Settings.Mode != ActingMode.Apply || domain.Plan is not { } plan || domain.GroupOf(node) is not { } g)
            {
                continue;
            }

            var product = domain.Groups[g].Caps.Server.Gpu;
            var clock = plan.Braked[g] ? product.BrakeClock.Value : plan.Clocks[g].Value;
            cap = (Math.Min(cap.Clock, clock), Math.Min(cap.Limit, plan.Limits[g]?.Milliwatts ?? long.MaxValue), cap.IsCapped || clock < product.MaxClock.Value);
        }

        return new GpuCap
        {
            Uuid = gpu.Uuid,
            Clocks = cap.IsCapped ? new ClockRange(0, (uint)cap.Clock) : null,
            PowerLimitMilliwatts = cap.Limit < long.MaxValue ? (uint)cap.Limit : null,
        };
    }

    // Only where this group of programs has left something behind; a node that was never limited is left alone.
    private static PowerLease ReleaseOf(NodeReport report, LeaseStamp stamp)
    {
        var isLimited = false;
        for (var i = 0; i < report.Gpus.Count && !isLimited; i++)
        {
            isLimited = report.Gpus[i].SafeLimitState != SafeLimitState.None;
        }

        return new PowerLease { Stamp = stamp, IsRelease = isLimited };
    }

    private static LeaseOrder Order(LeaseStamp? stamp) => stamp is { } taken ? new LeaseOrder(taken.Term, taken.Sequence) : new LeaseOrder(long.MinValue, 0);
}
