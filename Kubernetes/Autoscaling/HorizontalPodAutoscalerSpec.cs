namespace Headroom.Kubernetes.Autoscaling;

/// <summary>Which object it sizes, and between which bounds.</summary>
public sealed record HorizontalPodAutoscalerSpec
{
    public ScaleTargetReference? ScaleTargetRef { get; init; }

    /// <summary>1 when null.</summary>
    public int? MinReplicas { get; init; }

    public int MaxReplicas { get; init; }
}
