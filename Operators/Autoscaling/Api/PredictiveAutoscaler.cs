using Headroom.Kubernetes;

namespace Headroom.Operators.Autoscaling.Api;

/// <summary>The custom resource. Its parts have setters, since a generated reader drops the defaults of init-only properties.</summary>
public sealed class PredictiveAutoscaler : KubernetesObject
{
    public static ResourceType<PredictiveAutoscaler> Type { get; } = new(
        new ResourceType("headroom.dev", "v1alpha1", "predictiveautoscalers", "PredictiveAutoscaler", IsNamespaced: true),
        AutoscalerJson.Default.PredictiveAutoscaler);

    public AutoscalerSpec Spec { get; set; } = new();

    public AutoscalerStatus? Status { get; set; }
}
