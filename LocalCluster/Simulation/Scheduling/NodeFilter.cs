using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Selectors;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Why a pod cannot go to a node, in the scheduler's words.</summary>
internal static class NodeFilter
{
    /// <summary>Why the node is not for this pod, however empty it were; null when it is.</summary>
    public static string? Mismatch(JsonObject pod, StoredObject node)
    {
        if (node.Json.Obj("spec").Bool("unschedulable") is true)
        {
            return "node(s) were unschedulable";
        }

        if (Tolerations.Untolerated(pod, node.Json, null) is { } taint)
        {
            return $"node(s) had untolerated taint {{{taint.Str("key")}: {taint.Str("value")}}}";
        }

        return MatchesSelectors(pod.Obj("spec"), node.Json) ? null : "node(s) didn't match Pod's node affinity/selector";
    }

    /// <summary>What the node has too little of; null when the pod fits.</summary>
    /// <param name="used">What is held of each resource.</param>
    public static string? Shortage(IReadOnlyDictionary<string, Quantity> requests, StoredObject node, Func<string, Quantity> used)
    {
        var allocatable = node.Json.Obj("status").Obj("allocatable");
        foreach (var (name, amount) in requests)
        {
            if (amount.Value > 0 && used(name) + amount > PodResources.Amount(allocatable, name))
            {
                return name == "pods" ? "Too many pods" : $"Insufficient {name}";
            }
        }

        return null;
    }

    /// <summary>Whether the node's taints, labels and name let the pod on, leaving room and cordons aside.</summary>
    public static bool Accepts(JsonObject pod, StoredObject node) =>
        Tolerations.Untolerated(pod, node.Json, null) is null && MatchesSelectors(pod.Obj("spec"), node.Json);

    private static bool MatchesSelectors(JsonObject? spec, JsonObject node)
    {
        foreach (var (key, value) in spec.Obj("nodeSelector") ?? [])
        {
            if (node.Labels().Str(key) != value.AsText())
            {
                return false;
            }
        }

        var terms = spec.Obj("affinity").Obj("nodeAffinity").Obj("requiredDuringSchedulingIgnoredDuringExecution").Arr("nodeSelectorTerms");
        return terms is null || terms.Objects().Any(t => LabelSelector.FromObject(t).Matches(node.Labels()));
    }
}
