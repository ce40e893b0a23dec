using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Tree;
using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Operators.Power.Fleet;

/// <summary>What runs for one feed: its policy with all that it has learned, and the plan in force.</summary>
internal sealed class DomainRuntime(TreeDomain domain)
{
    private IPowerPolicy? _policy;
    private PolicyBasis? _madeFor;
    private GroupReading[] _readings = [];
    private List<ServerKind> _kinds = [];

    public TreeDomain Domain { get; private set; } = domain;

    public IReadOnlyList<PowerGroup> Groups => _policy?.Groups ?? [];

    public PowerPlan? Plan { get; private set; }

    /// <summary>Nodes in each group at the last decision.</summary>
    public ReadOnlySpan<GroupReading> Readings => _readings;

    /// <summary>Draw at the last decision; null where it was not known.</summary>
    public Watts? Draw { get; private set; }

    /// <summary>Why it was not known.</summary>
    public string? MeterFailure { get; private set; }

    public int Brakes { get; private set; }

    /// <summary>Why the policy cannot plan; null while it can.</summary>
    public string? Failure { get; private set; }

    public void Adopt(TreeDomain domain) => Domain = domain;

    /// <param name="members">Nodes under the feed.</param>
    /// <param name="reading">Of the feed.</param>
    /// <param name="isFresh">Whether a node's report is.</param>
    public void Decide(IReadOnlyList<NodeEntry> members, FeedReading reading, Func<NodeEntry, bool> isFresh, TimeSpan now)
    {
        (Draw, MeterFailure) = (reading.Draw, reading.Failure);
        if (!TryPrepare(members))
        {
            return;
        }

        Array.Clear(_readings);
        foreach (var node in members)
        {
            if (GroupOf(node) is { } g)
            {
                _readings[g] = Add(_readings[g], node, g, isFresh(node));
            }
        }

        var wasBraking = Plan!.IsBraking;
        try
        {
            _policy!.Decide(new DomainReading((long)now.TotalMilliseconds, Budget, Draw, _readings), Plan);
            Failure = null;
        }
        catch (ArgumentException e)
        {
            // A static limit below what a GPU takes: nothing is planned, and the condition says it with its numbers.
            Failure = e.Message;
        }

        Brakes += !wasBraking && Plan.IsBraking ? 1 : 0;
    }

    /// <summary>What the feed's meter may show: the budget less what is lost on the way to it.</summary>
    public Watts Budget => Watts.FromWatts(Domain.Settings.Budget.ToWatts() / Domain.Settings.LossFactor);

    /// <summary>Index of the group that a node is in; null where its GPUs are not known.</summary>
    public int? GroupOf(NodeEntry node)
    {
        if (node.Kind is not { } kind)
        {
            return null;
        }

        var name = kind.Group(node.Level);
        for (var g = 0; g < Groups.Count; g++)
        {
            if (Groups[g].Name == name)
            {
                return g;
            }
        }

        return null;
    }

    // A policy is made anew only where it must be, since it forgets what it has learned and lets a brake go: where the spec
    // asks for another one, or for a kind of server that was not there before.
    private bool TryPrepare(IReadOnlyList<NodeEntry> members)
    {
        var kinds = members.Select(static n => n.Kind).OfType<ServerKind>().DistinctBy(static k => k.Group(0)).ToList();
        var isKnown = kinds.All(k => _kinds.Any(known => known.Group(0) == k.Group(0)));
        var basis = PolicyBasis.Of(Domain.Settings);
        if (_policy is null || _madeFor != basis || !isKnown)
        {
            _kinds = [.. _kinds.Concat(kinds).DistinctBy(static k => k.Group(0))];
            if (_kinds.Count == 0)
            {
                return false;
            }

            var groups = PolicyMaker.Groups(Domain.Settings, _kinds);
            (_policy, _madeFor) = (PolicyMaker.Make(Domain.Settings, groups), basis);
            (Plan, _readings) = (new PowerPlan(groups.Count), new GroupReading[groups.Count]);
        }

        return true;
    }

    private GroupReading Add(GroupReading sum, NodeEntry node, int group, bool isFresh)
    {
        var free = Groups[group].Caps.Clocks[0];
        var locked = (node.Report?.Gpus ?? []).Select(static g => g.LockedClocks?.MaxMegahertz ?? uint.MaxValue).DefaultIfEmpty(uint.MaxValue).Max();
        var readBack = locked >= free.Value ? free : new Megahertz((int)locked);
        return sum with
        {
            Servers = sum.Servers + 1,
            Uncontrolled = sum.Uncontrolled + (isFresh ? 0 : 1),
            ReadBack = isFresh ? Megahertz.Max(sum.ReadBack, readBack) : sum.ReadBack,
        };
    }
}
