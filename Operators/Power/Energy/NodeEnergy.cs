using Headroom.Contracts.Power;

namespace Headroom.Operators.Power.Energy;

/// <summary>One node's counters and what it drew in one hour, until it is collected.</summary>
/// <remarks>Pods come in the same order every second: they are matched by place, and nothing is looked up or made.</remarks>
internal sealed class NodeEnergy(string node)
{
    private string? _instance;
    private ulong _counter;
    private long _rest;
    private DateTimeOffset _hour;
    private PodEnergy[] _pods = [];

    /// <param name="hour">That the energy since the last report belongs to.</param>
    /// <param name="amounts">Takes what was drawn in an earlier hour or by pods that are gone.</param>
    public void Observe(NodeReport report, ulong counter, DateTimeOffset hour, Dictionary<EnergyKey, long> amounts)
    {
        if (_instance != report.Instance)
        {
            CollectInto(amounts);
            (_instance, _counter) = (report.Instance, counter);
            _pods = [.. report.Pods.Select(static p => new PodEnergy(p.Namespace, p.Name, p.Millijoules))];
            return;
        }

        if (counter < _counter)
        {
            // Overtaken by a later report of the same agent.
            return;
        }

        if (hour != _hour)
        {
            CollectInto(amounts);
            _hour = hour;
        }

        if (!HasSamePods(report.Pods))
        {
            CollectInto(amounts);
            _pods = Rearranged(report.Pods);
        }

        var rest = (long)(counter - _counter);
        _counter = counter;
        for (var i = 0; i < _pods.Length; i++)
        {
            rest -= _pods[i].Draw(report.Pods[i].Millijoules, rest);
        }

        _rest += rest;
    }

    public void CollectInto(Dictionary<EnergyKey, long> amounts)
    {
        for (var i = 0; i < _pods.Length; i++)
        {
            Add(amounts, new EnergyKey(_hour, node, _pods[i].Namespace, _pods[i].Name), _pods[i].Take());
        }

        Add(amounts, new EnergyKey(_hour, node, "", ""), _rest);
        _rest = 0;
    }

    public static void Add(Dictionary<EnergyKey, long> amounts, EnergyKey key, long millijoules)
    {
        if (millijoules > 0)
        {
            amounts[key] = amounts.GetValueOrDefault(key) + millijoules;
        }
    }

    private bool HasSamePods(IReadOnlyList<PodPower> pods)
    {
        if (pods.Count != _pods.Length)
        {
            return false;
        }

        for (var i = 0; i < _pods.Length; i++)
        {
            var pod = pods[i];
            if (pod.Name != _pods[i].Name || pod.Namespace != _pods[i].Namespace)
            {
                return false;
            }
        }

        return true;
    }

    private PodEnergy[] Rearranged(IReadOnlyList<PodPower> pods)
    {
        var known = new Dictionary<(string, string), ulong>();
        foreach (var pod in _pods)
        {
            known[(pod.Namespace, pod.Name)] = pod.Counter;
        }

        // A pod that is new began at nought.
        return [.. pods.Select(p => new PodEnergy(p.Namespace, p.Name, known.GetValueOrDefault((p.Namespace, p.Name))))];
    }
}
