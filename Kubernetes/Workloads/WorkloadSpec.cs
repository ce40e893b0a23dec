using Headroom.Kubernetes.Selectors;
using Headroom.Kubernetes.Pods;

namespace Headroom.Kubernetes.Workloads;

/// <summary>What Deployment, ReplicaSet and StatefulSet specs share.</summary>
public sealed record WorkloadSpec
{
    /// <summary>Pods wanted; the server fills in 1 when a manifest leaves it out.</summary>
    public int? Replicas { get; init; }

    /// <summary>Which pods belong to it.</summary>
    public LabelSelector? Selector { get; init; }

    public PodTemplate? Template { get; init; }
}
