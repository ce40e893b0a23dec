using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.Placement.Booking;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation;

/// <summary>The resources that a pod asks for.</summary>
internal static class PodResources
{
    /// <summary>By resource; a share of a GPU is a part of one.</summary>
    public static Dictionary<string, Quantity> Requests(JsonObject pod)
    {
        var sum = new Dictionary<string, Quantity>(StringComparer.Ordinal) { ["pods"] = new Quantity(1) };
        foreach (var container in pod.Obj("spec").Arr("containers").Objects())
        {
            foreach (var (name, _) in container.Obj("resources").Obj("requests") ?? [])
            {
                sum[name] = sum.GetValueOrDefault(name) + Amount(container.Obj("resources").Obj("requests"), name);
            }
        }

        if (PodGpus.AreAsked(pod))
        {
            // No node offers percents of GPUs, and a share takes less than the one that stands beside it.
            sum.Remove(AskedResources.CorePercent);
            sum.Remove(AskedResources.MemoryPercent);
            sum[AskedResources.Gpus] = new Quantity(PodGpus.ShapeOrNone(pod).TotalGpuMilli / 1000m);
        }

        return sum;
    }

    /// <summary>Zero when the amount is missing or no quantity.</summary>
    public static Quantity Amount(JsonObject? resources, string name) =>
        Quantity.TryParse(resources.Str(name) ?? resources?[name]?.ToJsonString(), out var amount) ? amount : default;
}
