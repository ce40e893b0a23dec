using Headroom.Scaling.Policies;

namespace Headroom.Operators.Decisions;

/// <summary>One decision with its reasons, as stored, published and shown.</summary>
public sealed record ScalingDecision
{
    public required AutoscalerKey Key { get; init; }

    /// <summary>The object's uid, so that a deleted and recreated autoscaler starts a new history.</summary>
    public required string Uid { get; init; }

    /// <summary>When it was decided, on the decision clock (which a replay runs faster than wall time).</summary>
    public required DateTimeOffset Time { get; init; }

    public required ActingMode Mode { get; init; }

    /// <summary>Who decided: the planner, or the policy that was chosen instead.</summary>
    public PolicyKind Policy { get; init; }

    /// <summary>Replicas the target asked for when the decision was made.</summary>
    public required int Current { get; init; }

    public required int Ready { get; init; }

    public required int Desired { get; init; }

    /// <summary>CamelCase word that names the binding rule, e.g. ExpectedCost, ReactiveFloor, ScaleDownStabilized, MetricsLost.</summary>
    public required string Reason { get; init; }

    /// <summary>One sentence a person can act on.</summary>
    public required string Message { get; init; }

    /// <summary>Latest observed demand in the indicator's unit; null while metrics are lost.</summary>
    public double? Demand { get; init; }

    /// <summary>Predicted demand at the horizon: the mean.</summary>
    public double? PredictedMean { get; init; }

    /// <summary>The quantile of that demand at the service level.</summary>
    public double? PredictedUpper { get; init; }

    /// <summary>Demand one replica carries at the service level, posterior mean; null while unknown.</summary>
    public double? CapacityPerReplica { get; init; }

    /// <summary>Decision interval plus predicted start-up.</summary>
    public required TimeSpan Horizon { get; init; }

    /// <summary>Share of the violation budget that is left, 1 = untouched, below 0 = overspent.</summary>
    public double? BudgetRemaining { get; init; }

    /// <summary>Probability that the stretch ahead keeps the budget; null without one.</summary>
    public double? BudgetKeptProbability { get; init; }

    /// <summary>The alternatives that were weighed, fewest replicas first.</summary>
    public IReadOnlyList<CandidateRecord> Candidates { get; init; } = [];

    public IReadOnlyList<RivalRecord> Rivals { get; init; } = [];

    /// <summary>True when the target's scale was written; always false in Recommend.</summary>
    public bool Applied { get; init; }
}
