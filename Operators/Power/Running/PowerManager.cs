using Headroom.Contracts.Power;
using Headroom.Kubernetes.Leases;
using Headroom.Operators.Power.Allowances;
using Headroom.Operators.Power.Energy;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Telemetry;
using Headroom.Operators.Power.Tree;

namespace Headroom.Operators.Power.Running;

/// <summary>The fleet of the current term, for reports and for the loop. Only a leader has one.</summary>
internal sealed class PowerManager(LeaderElector elector, EnergyLedger energy, AllowanceBook allowances, TimeProvider wall) : INodeLeases
{
    private readonly Lock _lock = new();
    private readonly long _begun = wall.GetTimestamp();
    private PowerFleet? _fleet;
    private long _term = -1;
    private bool _isRecalled;
    private PowerTree _tree = PowerTree.Empty;

    /// <summary>True while this replica may decide: its own lease still holds.</summary>
    public bool IsLeading => elector.Current is { IsHeld: true };

    /// <summary>Without a plan where another replica leads by now, or leads in another term.</summary>
    public PowerLease Grant(NodeReading reading, LeaseStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(reading);
        energy.Observe(reading.Report, wall.GetUtcNow());
        lock (_lock)
        {
            return Fleet() is { } fleet && _term == stamp.Term
                ? fleet.Answer(reading.Report, stamp, wall.GetElapsedTime(_begun, reading.ReceivedAt))
                : new PowerLease { Stamp = stamp };
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

    /// <summary>True in a term that was not yet told what earlier ones knew: it decides nothing before.</summary>
    public bool IsForgetful
    {
        get
        {
            lock (_lock)
            {
                return Fleet() is not null && !_isRecalled;
            }
        }
    }

    /// <param name="kinds">Of nodes that reported to earlier leaders, by name.</param>
    public void Recall(IReadOnlyDictionary<string, ServerKind> kinds)
    {
        lock (_lock)
        {
            Fleet()?.Recall(kinds);
            _isRecalled = true;
        }
    }

    /// <summary>One decision for every feed.</summary>
    /// <param name="meters">By domain, of those that have a meter.</param>
    /// <param name="levels">Level of each node's most important pod, by name.</param>
    /// <returns>What to write; null where another replica leads.</returns>
    public PowerPicture? Decide(IReadOnlyDictionary<string, FeedReading> meters, IReadOnlyDictionary<string, int> levels)
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

            var now = wall.GetElapsedTime(_begun);
            fleet.Decide(meters, now);
            allowances.Publish(_term, fleet.Tree, fleet.Allowances());
            return PowerPicture.Of(fleet, now);
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
            (_fleet, _term, _isRecalled) = (new PowerFleet(), token.Transitions, false);
            _fleet.Adopt(_tree);
        }

        return _fleet;
    }
}
