namespace Headroom.Operators.Autoscaling.Api;

/// <summary>What one replica carries: given, or learned from a utilization indicator.</summary>
public sealed record CapacitySpec
{
    public string? PerReplica { get; set; }

    public UtilizationSpec? Utilization { get; set; }
}
