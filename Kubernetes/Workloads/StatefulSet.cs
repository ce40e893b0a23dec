using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Workloads;

/// <summary>apps/v1 StatefulSet: its size and how far the controller has got.</summary>
public sealed class StatefulSet : KubernetesObject
{
    public static ResourceType<StatefulSet> Type { get; } = new(
        new ResourceType("apps", "v1", "statefulsets", "StatefulSet", IsNamespaced: true),
        KubernetesJson.Default.StatefulSet);

    public WorkloadSpec? Spec { get; init; }

    public WorkloadStatus? Status { get; init; }
}
