using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation;

/// <summary>The resources that a pod asks for.</summary>
internal static class PodResources
{
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

        return sum;
    }

    /// <summary>Zero when the amount is missing or no quantity.</summary>
    public static Quantity Amount(JsonObject? resources, string name) =>
        Quantity.TryParse(resources.Str(name) ?? resources?[name]?.ToJsonString(), out var amount) ? amount : default;
}
