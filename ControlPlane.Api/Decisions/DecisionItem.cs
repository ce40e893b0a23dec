namespace Headroom.ControlPlane.Api.Decisions;

/// <summary>One decision as the API sends it. Measures are single precision: the store keeps no more.</summary>
internal sealed record DecisionItem
{
    /// <summary>The event id; null for a decision that was not journaled.</summary>
    public required long? Id { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Recommend or Apply.</summary>
    public required string Mode { get; init; }

    public required int Current { get; init; }

    public required int Ready { get; init; }

    public required int Desired { get; init; }

    public required string Reason { get; init; }

    public required string Message { get; init; }

    public required float? Demand { get; init; }

    public required float? PredictedMean { get; init; }

    public required float? PredictedUpper { get; init; }

    public required float? CapacityPerReplica { get; init; }

    public required float HorizonSeconds { get; init; }

    public required float? BudgetRemaining { get; init; }

    public required bool Applied { get; init; }

    public required IReadOnlyList<CandidateItem> Candidates { get; init; }

    public required IReadOnlyList<RivalItem> Rivals { get; init; }
}
