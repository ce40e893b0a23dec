using Headroom.Kubernetes.Pods;
using Headroom.NodeAgent.Pods;
using Headroom.SimulatedNodes.Cards;

namespace Headroom.SimulatedNodes.Nodes;

/// <summary>Gives the pods of one node their cards, and says which; a pod keeps its cards as long as it is there.</summary>
internal sealed class SimulatedKubelet(string node, int cards, ClusterView cluster) : IPodLister
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PodName, List<int>> _given = [];

    public bool IsHeld(string uuid)
    {
        lock (_lock)
        {
            return _given.Values.Any(given => given.Exists(i => SimulatedDriver.UuidOf(node, i) == uuid));
        }
    }

    public Task<IReadOnlyList<PodDevices>> ListAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            Settle([.. cluster.On(node)]);
            return Task.FromResult<IReadOnlyList<PodDevices>>(
                [.. _given.Select(g => new PodDevices(g.Key, [.. g.Value.Select(i => SimulatedDriver.UuidOf(node, i))]))]);
        }
    }

    public string Explain(Exception error) => $"the cluster does not say which pods hold GPUs: {error.Message}";

    public void Dispose()
    {
        // Nothing is open.
    }

    private void Settle(List<Pod> pods)
    {
        var wanted = pods.ToDictionary(static p => new PodName(p.Metadata.Namespace ?? "", p.Metadata.Name ?? ""), ClusterView.GpusOf);
        foreach (var gone in _given.Keys.Where(p => !wanted.ContainsKey(p)).ToList())
        {
            _given.Remove(gone);
        }

        foreach (var (pod, count) in wanted.Where(w => !_given.ContainsKey(w.Key)).OrderBy(static w => w.Key, PodName.Order))
        {
            _given[pod] = [.. Enumerable.Range(0, cards).Except(_given.Values.SelectMany(static g => g)).Take(count)];
        }
    }
}
