namespace Headroom.Operators.Autoscaling.Api;

/// <summary>What is promised and what it costs.</summary>
public sealed record ObjectiveSpec
{
    public string ServiceLevel { get; set; } = "99%";

    public string EvaluationInterval { get; set; } = "1m";

    public string BudgetWindow { get; set; } = "7d";

    public string ReplicaCostPerHour { get; set; } = "1";

    public string? ShortfallCostPerUnitHour { get; set; }
}
