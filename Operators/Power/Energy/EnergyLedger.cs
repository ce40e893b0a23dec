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
    private readonly Dictionary<string, Counters> _last = new(StringComparer.Ordinal);
    private Dictionary<EnergyKey, long> _amounts = [];

    /// <summary>Counts what was drawn since the node's last report.</summary>
    /// <param name="at">When the report came, UTC: the hour that the energy belongs to.</param>
    public void Observe(NodeReport report, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(report);
        var gpus = 0UL;
        foreach (var gpu in report.Gpus)
        {
            gpus += gpu.EnergyMillijoules ?? 0;
        }

        lock (_lock)
        {
            if (!_last.TryGetValue(report.Node, out var last) || last.Instance != report.Instance)
            {
                _last[report.Node] = new Counters(report.Instance, gpus, report.Pods.ToDictionary(Key, static p => p.Millijoules));
                return;
            }

            if (gpus < last.Gpus)
            {
                // Overtaken by a later report of the same agent.
                return;
            }

            var hour = new DateTimeOffset(at.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);
            var rest = (long)(gpus - last.Gpus);
            foreach (var pod in report.Pods)
            {
                // A pod that is new began at nought.
                var drawn = (long)(pod.Millijoules - Math.Min(last.Pods.GetValueOrDefault(Key(pod)), pod.Millijoules));
                drawn = Math.Min(drawn, rest);
                rest -= drawn;
                Add(new EnergyKey(hour, report.Node, pod.Namespace, pod.Name), drawn);
            }

            Add(new EnergyKey(hour, report.Node, "", ""), rest);
            last.Gpus = gpus;
            last.Pods.Clear();
            foreach (var pod in report.Pods)
            {
                last.Pods[Key(pod)] = pod.Millijoules;
            }
        }
    }

    /// <summary>Everything counted since the last call, millijoules.</summary>
    public IReadOnlyDictionary<EnergyKey, long> Take()
    {
        lock (_lock)
        {
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
                Add(key, amount);
            }
        }
    }

    private static (string, string) Key(PodPower pod) => (pod.Namespace, pod.Name);

    private void Add(EnergyKey key, long millijoules)
    {
        if (millijoules > 0)
        {
            _amounts[key] = _amounts.GetValueOrDefault(key) + millijoules;
        }
    }

    private sealed class Counters(string instance, ulong gpus, Dictionary<(string, string), ulong> pods)
    {
        public string Instance => instance;

        public ulong Gpus { get; set; } = gpus;

        public Dictionary<(string, string), ulong> Pods => pods;
    }
}
