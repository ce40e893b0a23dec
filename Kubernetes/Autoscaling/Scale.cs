using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Autoscaling;

/// <summary>autoscaling/v1 Scale: the size of anything that can be scaled. Served only as a subresource.</summary>
public sealed class Scale : KubernetesObject
{
    public static ResourceType<Scale> Type { get; } = new(
        new ResourceType("autoscaling", "v1", "scales", "Scale", IsNamespaced: true),
        KubernetesJson.Default.Scale);

    public ScaleSpec? Spec { get; init; }

    public ScaleStatus? Status { get; init; }
}
