using Headroom.Contracts.Power;
using Headroom.Kubernetes.Leases;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Tree;
using Headroom.Units;

namespace Headroom.Operators.Power.Running;

/// <summary>The fleet of the current term, for reports and for the loop. Only a leader has one.</summary>
internal sealed class PowerManager(LeaderElector elector, TimeProvider wall)
{
    private readonly Lock _lock = new();
    private readonly long _begun = wall.GetTimestamp();
    private PowerFleet? _fleet;
    private long _term = -1;
    private PowerTree _tree = PowerTree.Empty;

    public TimeSpan Now => wall.GetElapsedTime(_begun);

    /// <summary>True while this replica may answer reports: its own lease still holds.</summary>
    public bool IsLeading => elector.Current is { IsHeld: true };

    /// <summary>Takes a report and says what the node may do.</summary>
    /// <returns>Null where nothing is asked of the node, or where another replica leads.</returns>
    public PowerLease? Answer(NodeReport report)
    {
        lock (_lock)
        {
            return Fleet()?.Answer(report, Now);
        }
    }

    /// <summary>Another tree; the fleets of later terms begin with it.</summary>
    public void Adopt(PowerTree tree)
    {
        lock (_lock)
        {
            _tree = tree;
            Fleet()?.Adopt(tree);
        }
    }

    /// <summary>One decision for every feed.</summary>
    /// <param name="meters">Draw by domain; null for a stale one.</param>
    /// <param name="levels">Level of each node's most important pod, by name.</param>
    /// <returns>What to write; null where another replica leads.</returns>
    public PowerPicture? Decide(IReadOnlyDictionary<string, Watts?> meters, IReadOnlyDictionary<string, int> levels)
    {
        lock (_lock)
        {
            if (Fleet() is not { } fleet)
            {
                return null;
            }

            foreach (var node in fleet.Nodes)
            {
                node.Level = levels.GetValueOrDefault(node.Name);
            }

            fleet.Decide(meters, Now);
            return PowerPicture.Of(fleet, Now);
        }
    }

    // What an earlier term knew says nothing: other orders may have been given meanwhile.
    private PowerFleet? Fleet()
    {
        if (elector.Current is not { IsHeld: true } token)
        {
            _fleet = null;
            return null;
        }

        if (_fleet is null || _term != token.Transitions)
        {
            (_fleet, _term) = (new PowerFleet(token.Transitions), token.Transitions);
            _fleet.Adopt(_tree);
        }

        return _fleet;
    }
}
