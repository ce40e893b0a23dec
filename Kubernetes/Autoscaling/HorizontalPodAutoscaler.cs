using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Autoscaling;

/// <summary>autoscaling/v2 HorizontalPodAutoscaler: what the stock autoscaler wants.</summary>
public sealed class HorizontalPodAutoscaler : KubernetesObject
{
    public static ResourceType<HorizontalPodAutoscaler> Type { get; } = new(
        new ResourceType("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", IsNamespaced: true),
        KubernetesJson.Default.HorizontalPodAutoscaler);

    public HorizontalPodAutoscalerSpec? Spec { get; init; }

    public HorizontalPodAutoscalerStatus? Status { get; init; }
}
