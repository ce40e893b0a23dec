namespace Headroom.Kubernetes.Autoscaling;

/// <summary>The size that is wanted.</summary>
public sealed record ScaleSpec
{
    /// <summary>≥ 0; the server leaves a zero out.</summary>
    public int Replicas { get; init; }
}
