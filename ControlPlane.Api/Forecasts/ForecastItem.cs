namespace Headroom.ControlPlane.Api.Forecasts;

/// <summary>Observed load, predicted bands and replicas on one time axis.</summary>
internal sealed record ForecastItem
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset Origin { get; init; }

    public required double StepSeconds { get; init; }

    public required IReadOnlyList<ObservedItem> Observed { get; init; }

    /// <summary>Probabilities of the quantiles, ascending in (0, 1).</summary>
    public required IReadOnlyList<double> Levels { get; init; }

    public required IReadOnlyList<ForecastStepItem> Steps { get; init; }

    public required IReadOnlyList<ReplicaItem> Replicas { get; init; }

    public required IReadOnlyList<MemberItem> Members { get; init; }

    public required float? RelativeCrps { get; init; }

    /// <summary>CRPS over that of seasonal-naive, over the last observations one step ahead.</summary>
    public required float? RecentRelativeCrps { get; init; }

    /// <summary>Observations that coverage and transform are about.</summary>
    public required int Scored { get; init; }

    /// <summary>Those by twentieth of their predictive distribution; even where it is calibrated.</summary>
    public required IReadOnlyList<int> PitCounts { get; init; }

    public required float? Coverage90 { get; init; }

    public required float? CapacityPerReplica { get; init; }
}
