namespace Headroom.Operators.Autoscaling.Api;

/// <summary>A largest change within a period.</summary>
public sealed record StepPolicySpec
{
    /// <summary>Pods or Percent.</summary>
    public string Type { get; set; } = "";

    public int Value { get; set; }

    public int PeriodSeconds { get; set; }
}
