using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation;

/// <summary>What a simulated pod uses: what its annotations say, or a tenth of its requests.</summary>
/// <remarks>An annotation is for the whole pod and is shared equally among its containers.</remarks>
internal static class PodUsage
{
    public const string CpuAnnotation = "local.headroom.dev/cpu-usage";
    public const string MemoryAnnotation = "local.headroom.dev/memory-usage";
    private const decimal IdleShare = 0.1m;

    public static (Quantity Cpu, Quantity Memory) Of(JsonObject pod) => pod.Obj("spec").Arr("containers").Objects()
        .Select(c => OfContainer(pod, c))
        .Aggregate((Cpu: default(Quantity), Memory: default(Quantity)), (a, b) => (a.Cpu + b.Cpu, a.Memory + b.Memory));

    public static (Quantity Cpu, Quantity Memory) OfContainer(JsonObject pod, JsonObject container)
    {
        var count = Math.Max(1, pod.Obj("spec").Arr("containers")?.Count ?? 1);
        return (One(pod, container, CpuAnnotation, "cpu", count), One(pod, container, MemoryAnnotation, "memory", count));
    }

    private static Quantity One(JsonObject pod, JsonObject container, string annotation, string resource, int containers)
    {
        if (Quantity.TryParse(pod.Annotation(annotation), out var given))
        {
            return new Quantity(decimal.Round(given.Value / containers, 9));
        }

        var request = PodResources.Amount(container.Obj("resources").Obj("requests"), resource);
        return new Quantity(decimal.Round(request.Value * IdleShare, 9));
    }
}
