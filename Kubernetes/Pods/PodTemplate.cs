namespace Headroom.Kubernetes.Pods;

/// <summary>The pods that a workload makes.</summary>
public sealed record PodTemplate
{
    public ObjectMeta? Metadata { get; init; }

    public PodSpec? Spec { get; init; }
}
