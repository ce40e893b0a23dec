namespace Headroom.Operators.Autoscaling.Api;

/// <summary>status.budget.</summary>
public sealed record BudgetStatus
{
    public int Evaluated { get; set; }

    public int Missed { get; set; }

    public string Remaining { get; set; } = "";

    public string KeptProbability { get; set; } = "";
}
