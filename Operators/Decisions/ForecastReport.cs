namespace Headroom.Operators.Decisions;

/// <summary>Observed load, predicted bands and replicas on one time axis: what a fan chart draws.</summary>
public sealed record ForecastReport
{
    public required AutoscalerKey Key { get; init; }

    /// <summary>Time of the last observation the forecast used, decision clock.</summary>
    public required DateTimeOffset Origin { get; init; }

    public required TimeSpan Step { get; init; }

    /// <summary>Demand per step, oldest first, NaN where missing; the last entry is at <see cref="Origin"/>.</summary>
    public required IReadOnlyList<float> Observed { get; init; }

    /// <summary>Probabilities of <see cref="Bands"/>, ascending in (0, 1).</summary>
    public required IReadOnlyList<double> Levels { get; init; }

    /// <summary>Bands[i][h]: quantile at Levels[i], h + 1 steps after the origin.</summary>
    public required IReadOnlyList<float[]> Bands { get; init; }

    /// <summary>Predictive mean, one value per step ahead.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>What was decided and what was ready, oldest first, one per decision interval.</summary>
    public required IReadOnlyList<ReplicaPoint> Replicas { get; init; }

    public required IReadOnlyList<MemberRecord> Members { get; init; }

    /// <summary>Validation CRPS of the pool relative to seasonal-naive, below 1 is better; null until fitted.</summary>
    public double? RelativeCrps { get; init; }

    /// <summary>The same over the last observations, one step ahead; null until enough were seen.</summary>
    public double? RecentRelativeCrps { get; init; }

    /// <summary>Observations that coverage and transform are about.</summary>
    public int Scored { get; init; }

    /// <summary>Those by twentieth of their predictive distribution; even where it is calibrated.</summary>
    public IReadOnlyList<int> PitCounts { get; init; } = [];

    /// <summary>Share of recent observations inside the 90% band; null until enough were seen.</summary>
    public double? Coverage90 { get; init; }

    /// <summary>Demand one replica carries; null while unknown.</summary>
    public double? CapacityPerReplica { get; init; }
}
