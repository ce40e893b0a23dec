using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation.Workloads;

namespace Headroom.LocalCluster.Simulation.Autoscaling;

/// <summary>The replicas that bring the pods' CPU or memory to its target.</summary>
/// <remarks>The arithmetic of k8s.io/kubernetes/pkg/controller/podautoscaler, replica_calculator.go.</remarks>
internal static class ResourceMetric
{
    private const decimal Tolerance = 0.1m;

    /// <param name="metric">An entry of spec.metrics.</param>
    /// <param name="pods">The target's pods, those that have ended and those that are going left out.</param>
    public static MetricProposal Propose(JsonObject metric, IReadOnlyList<StoredObject> pods, long current)
    {
        var resource = metric.Obj("resource");
        if (metric.Str("type") != "Resource" || resource.Str("name") is not ("cpu" or "memory") and var unknown)
        {
            return MetricProposal.Failed($"the simulation has no metric of type {metric.Str("type")} named {resource.Str("name")}");
        }

        var name = resource.Str("name") ?? "";
        var target = resource.Obj("target");
        var ready = pods.Where(p => p.IsReady()).ToArray();
        if (ready.Length == 0)
        {
            return MetricProposal.Failed($"failed to get {name} utilization: did not receive metrics for targeted pods (pods might be unready)");
        }

        var usage = ready.Sum(p => Usage(p, name));
        var average = new JsonObject { ["averageValue"] = new Headroom.Kubernetes.Quantity(decimal.Round(usage / ready.Length, 3)).ToString() };
        var status = new JsonObject { ["type"] = "Resource", ["resource"] = new JsonObject { ["name"] = name, ["current"] = average } };
        if (target.Int("averageUtilization") is not { } percent)
        {
            var wanted = PodResources.Amount(target, "averageValue").Value;
            return wanted <= 0
                ? MetricProposal.Failed($"invalid {name} target: neither a utilization nor a value")
                : new MetricProposal(Replicas(usage / wanted, ready.Length, pods.Count, pods.Count * wanted, usage, current), status, $"{name} resource");
        }

        if (pods.FirstOrDefault(p => Request(p, name) <= 0) is { } bare)
        {
            return MetricProposal.Failed($"failed to get {name} utilization: missing request for {name} in pod {bare.Key.Name}");
        }

        average["averageUtilization"] = (int)(100 * usage / ready.Sum(p => Request(p, name)));
        var aim = percent / 100m;
        return new MetricProposal(
            Replicas(ready.Length * usage / (ready.Sum(p => Request(p, name)) * aim), ready.Length, pods.Count, pods.Sum(p => Request(p, name)) * aim, usage, current),
            status, $"{name} resource utilization (percentage of request)");
    }

    // Pods that are not ready yet count as idle before more are added, and not at all before any is taken away.
    private static long Replicas(decimal needed, int ready, int all, decimal capacityOfAll, decimal usage, long current)
    {
        var ratio = needed / ready;
        if (Math.Abs(ratio - 1) <= Tolerance)
        {
            return current;
        }

        if (ready == all || ratio < 1)
        {
            return (long)decimal.Ceiling(needed);
        }

        var damped = usage / capacityOfAll;
        return damped - 1 <= Tolerance ? current : Math.Max(current, (long)decimal.Ceiling(damped * all));
    }

    private static decimal Usage(StoredObject pod, string resource) => resource == "cpu" ? PodUsage.Of(pod.Json).Cpu.Value : PodUsage.Of(pod.Json).Memory.Value;

    private static decimal Request(StoredObject pod, string resource) =>
        PodResources.Requests(pod.Json).GetValueOrDefault(resource).Value;
}
