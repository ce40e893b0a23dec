namespace Headroom.Kubernetes.Autoscaling;

/// <summary>The size that exists.</summary>
public sealed record ScaleStatus
{
    /// <summary>≥ 0.</summary>
    public int Replicas { get; init; }

    /// <summary>The pods counted, in selector syntax.</summary>
    public string? Selector { get; init; }
}
