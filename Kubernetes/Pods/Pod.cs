using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Pods;

/// <summary>core/v1 Pod: where it runs, what it asks for, whether it serves.</summary>
public sealed class Pod : KubernetesObject
{
    public static ResourceType<Pod> Type { get; } = new(
        new ResourceType("", "v1", "pods", "Pod", IsNamespaced: true),
        KubernetesJson.Default.Pod);

    public PodSpec? Spec { get; init; }

    public PodStatus? Status { get; init; }
}
