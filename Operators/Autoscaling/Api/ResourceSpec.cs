namespace Headroom.Operators.Autoscaling.Api;

/// <summary>Mean utilization of the target's pods: usage over requests, from metrics.k8s.io.</summary>
public sealed record ResourceSpec
{
    /// <summary>cpu or memory.</summary>
    public string Name { get; set; } = "";
}
