using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Workloads;

/// <summary>apps/v1 ReplicaSet: its size and how far the controller has got.</summary>
public sealed class ReplicaSet : KubernetesObject
{
    public static ResourceType<ReplicaSet> Type { get; } = new(
        new ResourceType("apps", "v1", "replicasets", "ReplicaSet", IsNamespaced: true),
        KubernetesJson.Default.ReplicaSet);

    public WorkloadSpec? Spec { get; init; }

    public WorkloadStatus? Status { get; init; }
}
