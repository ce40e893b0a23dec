using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>Claims about a pod that the workload controllers decide by.</summary>
internal static class PodState
{
    public static bool IsActive(this StoredObject pod) =>
        !pod.IsDeleting && pod.Json.Obj("status").Str("phase") is not ("Succeeded" or "Failed");

    public static bool IsReady(this StoredObject pod) => pod.Json.Condition("Ready").Str("status") == "True";

    public static bool IsAvailable(this StoredObject pod, TimeSpan minReady, DateTimeOffset now) =>
        pod.IsReady() && (minReady <= TimeSpan.Zero || now - ReadySince(pod.Json) >= minReady);

    public static DateTimeOffset? ReadySince(JsonObject pod) => KubeTime.Parse(pod.Condition("Ready").Str("lastTransitionTime"));

    /// <summary>Scale-in order: unscheduled, not ready, cheap to delete, then youngest first.</summary>
    public static IEnumerable<StoredObject> InDeletionOrder(IEnumerable<StoredObject> pods) => pods
        .OrderBy(p => p.Json.Obj("spec").Str("nodeName") is null ? 0 : 1)
        .ThenBy(p => p.IsReady() ? 1 : 0)
        .ThenBy(p => long.TryParse(p.Json.Annotation("controller.kubernetes.io/pod-deletion-cost"), out var cost) ? cost : 0)
        .ThenByDescending(p => ReadySince(p.Json) ?? DateTimeOffset.MaxValue)
        .ThenByDescending(p => p.Metadata.Str("creationTimestamp"), StringComparer.Ordinal)
        .ThenBy(p => p.Key.Name, StringComparer.Ordinal);
}
