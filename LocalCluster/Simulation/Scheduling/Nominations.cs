using Headroom.LocalCluster.Objects;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Room that was made by preemption and belongs to those it was made for, until they are bound.</summary>
internal sealed class Nominations
{
    private readonly Dictionary<ObjectKey, (string Node, long Priority, IReadOnlyDictionary<string, Quantity> Requests)> _pods = [];

    public void Set(ObjectKey pod, string node, long priority, IReadOnlyDictionary<string, Quantity> requests) =>
        _pods[pod] = (node, priority, requests);

    public void Remove(ObjectKey pod) => _pods.Remove(pod);

    public string? NodeOf(ObjectKey pod) => _pods.TryGetValue(pod, out var found) ? found.Node : null;

    /// <summary>What is kept on the node for pods that are at least as important as this one.</summary>
    public Quantity Held(string node, string resource, ObjectKey except, long priority) => _pods
        .Where(p => p.Value.Node == node && p.Value.Priority >= priority && p.Key != except)
        .Aggregate(default(Quantity), (sum, p) => sum + p.Value.Requests.GetValueOrDefault(resource));
}
