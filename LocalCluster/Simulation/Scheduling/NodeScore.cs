using Headroom.LocalCluster.Objects;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Ranks the nodes that fit: no GPU node for a pod without GPUs, then the least allocated.</summary>
internal static class NodeScore
{
    private const string Gpu = "nvidia.com/gpu";

    /// <returns>Lower is better.</returns>
    public static (int WastesGpus, decimal Allocated) Of(
        IReadOnlyDictionary<string, Quantity> requests, StoredObject node, NodeUsage usage)
    {
        var allocatable = node.Json.Obj("status").Obj("allocatable");
        var wastes = !requests.ContainsKey(Gpu) && PodResources.Amount(allocatable, Gpu).Value > 0;
        var most = 0m;
        foreach (var (name, amount) in requests)
        {
            var capacity = PodResources.Amount(allocatable, name).Value;
            if (capacity > 0)
            {
                most = Math.Max(most, (usage.Of(node.Key.Name, name).Value + amount.Value) / capacity);
            }
        }

        return (wastes ? 1 : 0, most);
    }
}
