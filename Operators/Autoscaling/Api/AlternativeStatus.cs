namespace Headroom.Operators.Autoscaling.Api;

/// <summary>What another count was expected to cost.</summary>
public sealed record AlternativeStatus
{
    public int Replicas { get; set; }

    public string CostPerHour { get; set; } = "";

    public string ViolationProbability { get; set; } = "";
}
