using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Selectors;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Why a pod cannot go to a node, in the scheduler's words.</summary>
internal static class NodeFilter
{
    /// <returns>Null when the pod fits.</returns>
    public static string? Refusal(
        JsonObject pod, IReadOnlyDictionary<string, Quantity> requests, StoredObject node, NodeUsage usage)
    {
        if (node.Json.Obj("spec").Bool("unschedulable") is true)
        {
            return "node(s) were unschedulable";
        }

        if (UntoleratedTaint(pod, node.Json, null) is { } taint)
        {
            return $"node(s) had untolerated taint {{{taint.Str("key")}: {taint.Str("value")}}}";
        }

        if (!MatchesSelectors(pod.Obj("spec"), node.Json))
        {
            return "node(s) didn't match Pod's node affinity/selector";
        }

        var allocatable = node.Json.Obj("status").Obj("allocatable");
        foreach (var (name, amount) in requests)
        {
            if (amount.Value > 0 && usage.Of(node.Key.Name, name) + amount > PodResources.Amount(allocatable, name))
            {
                return name == "pods" ? "Too many pods" : $"Insufficient {name}";
            }
        }

        return null;
    }

    /// <summary>Whether the node's taints, labels and name let the pod on, leaving room and cordons aside.</summary>
    public static bool Accepts(JsonObject pod, StoredObject node) =>
        UntoleratedTaint(pod, node.Json, null) is null && MatchesSelectors(pod.Obj("spec"), node.Json);

    /// <param name="effect">Null for every effect that keeps pods away.</param>
    public static JsonObject? UntoleratedTaint(JsonObject pod, JsonObject node, string? effect) => node.Obj("spec").Arr("taints").Objects()
        .FirstOrDefault(t => (effect is null ? t.Str("effect") is "NoSchedule" or "NoExecute" : t.Str("effect") == effect)
            && !pod.Obj("spec").Arr("tolerations").Objects().Any(toleration => Tolerates(toleration, t)));

    private static bool Tolerates(JsonObject toleration, JsonObject taint) =>
        (toleration.Str("effect") is null or "" || toleration.Str("effect") == taint.Str("effect"))
        && (toleration.Str("operator") == "Exists"
            ? toleration.Str("key") is null or "" || toleration.Str("key") == taint.Str("key")
            : toleration.Str("key") == taint.Str("key") && (toleration.Str("value") ?? "") == (taint.Str("value") ?? ""));

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
