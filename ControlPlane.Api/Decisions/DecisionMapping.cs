using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Decisions;

/// <summary>From the domain's records to the wire's.</summary>
internal static class DecisionMapping
{
    public static DecisionItem ToItem(this RecordedDecision recorded) => recorded.Decision.ToItem(recorded.Id);

    public static DecisionItem ToItem(this ScalingDecision decision, long? id) => new()
    {
        Id = id,
        Namespace = decision.Key.Namespace,
        Name = decision.Key.Name,
        Time = decision.Time,
        Mode = decision.Mode.ToString(),
        Current = decision.Current,
        Ready = decision.Ready,
        Desired = decision.Desired,
        Reason = decision.Reason,
        Message = decision.Message,
        Demand = Finite(decision.Demand),
        PredictedMean = Finite(decision.PredictedMean),
        PredictedUpper = Finite(decision.PredictedUpper),
        CapacityPerReplica = Finite(decision.CapacityPerReplica),
        HorizonSeconds = (float)decision.Horizon.TotalSeconds,
        BudgetRemaining = Finite(decision.BudgetRemaining),
        Applied = decision.Applied,
        Candidates = [.. decision.Candidates.Select(ToItem)],
        Rivals = [.. decision.Rivals.Select(static r => new RivalItem(r.Kind, r.Name, r.Desired))],
    };

    /// <summary>Single precision, or null for what JSON cannot say: NaN and the infinities.</summary>
    public static float? Finite(double? value) => value is { } v && float.IsFinite((float)v) ? (float)v : null;

    private static CandidateItem ToItem(CandidateRecord c) => new(
        c.Replicas,
        Finite(c.ExpectedCost),
        Finite(c.IdleCost),
        Finite(c.ShortfallCost),
        Finite(c.ChangeCost),
        Finite(c.ViolationProbability));
}
