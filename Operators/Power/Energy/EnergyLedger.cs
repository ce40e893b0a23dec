using Headroom.Contracts.Power;

namespace Headroom.Operators.Power.Energy;

/// <summary>Turns the agents' counters into energy by hour, node and pod; every millijoule of a GPU is counted once.</summary>
/// <remarks>
/// Counters begin anew with each agent and rise from there. Of an agent seen for the first time nothing is counted but from
/// then on: what came before may have been counted by the leader before. Thread-safe.
/// </remarks>
public sealed class EnergyLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeEnergy> _nodes = new(StringComparer.Ordinal);
    private Dictionary<EnergyKey, long> _amounts = [];

    /// <summary>Counts what was drawn since the node's last report.</summary>
    /// <param name="at">When the report came, UTC: the hour that the energy belongs to.</param>
    public void Observe(NodeReport report, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(report);
        var counter = 0UL;
        for (var i = 0; i < report.Gpus.Count; i++)
        {
            counter += report.Gpus[i].EnergyMillijoules ?? 0;
        }

        var hour = new DateTimeOffset(at.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
        lock (_lock)
        {
            if (!_nodes.TryGetValue(report.Node, out var node))
            {
                _nodes.Add(report.Node, node = new NodeEnergy(report.Node));
            }

            node.Observe(report, counter, hour, _amounts);
        }
    }

    /// <summary>Everything counted since the last call, millijoules.</summary>
    public IReadOnlyDictionary<EnergyKey, long> Take()
    {
        lock (_lock)
        {
            foreach (var node in _nodes.Values)
            {
                node.CollectInto(_amounts);
            }

            var taken = _amounts;
            _amounts = [];
            return taken;
        }
    }

    /// <summary>Gives back what could not be kept.</summary>
    public void PutBack(IReadOnlyDictionary<EnergyKey, long> amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        lock (_lock)
        {
            foreach (var (key, amount) in amounts)
            {
                NodeEnergy.Add(_amounts, key, amount);
            }
        }
    }
}
