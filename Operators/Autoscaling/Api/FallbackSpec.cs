namespace Headroom.Operators.Autoscaling.Api;

/// <summary>What to do when the demand cannot be read.</summary>
public sealed record FallbackSpec
{
    public int FailureThreshold { get; set; } = 3;

    public int? Replicas { get; set; }
}
