namespace Headroom.Operators.Autoscaling.Api;

/// <summary>status.decision. Quantities are text, as floats lose digits between clients.</summary>
public sealed record DecisionStatus
{
    public DateTimeOffset Time { get; set; }

    public int Desired { get; set; }

    public string Policy { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Message { get; set; } = "";

    public string? Demand { get; set; }

    public string? PredictedMean { get; set; }

    public string? PredictedUpper { get; set; }

    public string? CapacityPerReplica { get; set; }

    public string? Horizon { get; set; }

    public bool Applied { get; set; }

    public IReadOnlyList<AlternativeStatus>? Alternatives { get; set; }
}
