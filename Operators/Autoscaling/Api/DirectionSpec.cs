namespace Headroom.Operators.Autoscaling.Api;

/// <summary>Limits in one direction.</summary>
public sealed record DirectionSpec
{
    public int? StabilizationWindowSeconds { get; set; }

    public string SelectPolicy { get; set; } = "Max";

    public IReadOnlyList<StepPolicySpec> Policies { get; set; } = [];
}
