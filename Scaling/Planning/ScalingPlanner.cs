using Headroom.Scaling.Behavior;
using Headroom.Units;

namespace Headroom.Scaling.Planning;

/// <summary>Chooses replicas by least expected cost within the violation budget; then floor, bounds, behaviour, pauses.</summary>
/// <remarks>docs/algorithms/scaling.md has the formulas.</remarks>
public static class ScalingPlanner
{
    // Alternatives kept on each side of the choice: enough for an explanation, small enough to store.
    private const int KeptAround = 3;

    // Beyond the widest interval that is shown, 99%.
    private const double WidestTail = 0.005;

    /// <summary>Decides from one view. Static and synchronous: the same view always gives the same plan.</summary>
    public static ScalingPlan Decide(ScalingView view, ScalingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(policy);
        if (view.Demand is not { } demand || view.Arriving is not { } arriving || view.Whole is not { } whole)
        {
            return WithoutMetrics(view, policy);
        }

        if (view.CapacityDraws.Count == 0)
        {
            var (held, why) = Pause(Bounded(view.Current, view), ScalingReason.CapacityUnknown, view);
            return new ScalingPlan(held, view.Current, why, held, []);
        }

        var choice = Choose(view, policy, arriving, whole, demand);
        var (own, reason) = Safe(choice, view.IsUncalibrated);
        (var asked, reason) = view.Asked is { } chosen ? (chosen, ScalingReason.SelectedPolicy) : (own, reason);
        var wanted = Bounded(asked, view);
        reason = wanted > asked ? ScalingReason.MinReplicas : wanted < asked ? ScalingReason.MaxReplicas : reason;
        var (desired, ruled) = BehaviorLimiter.Limit(wanted, view, policy.Behavior);
        reason = ruled ?? reason;
        (desired, reason) = Pause(desired, reason, view);
        return new ScalingPlan(desired, wanted, reason, Bounded(own, view), Around(choice.Scale, view, desired, choice.Replicas));
    }

    // Never below what the load needs now; where the forecast cannot be taken at its word, its widest interval.
    private static (Replicas Replicas, ScalingReason Reason) Safe(Choice choice, bool isUncalibrated)
    {
        var wide = isUncalibrated ? Replicas.Max(choice.Replicas, choice.Widest) : choice.Replicas;
        var reason = wide > choice.Replicas ? ScalingReason.Uncalibrated : choice.Reason;
        return choice.Floor > wide ? (choice.Floor, ScalingReason.ReactiveFloor) : (wide, reason);
    }

    private static ScalingPlan WithoutMetrics(ScalingView view, ScalingPolicy policy)
    {
        // Never scales in: a held count below the bounds is lifted, one above max is left alone.
        if (view.FailedObservations < policy.FailureThreshold || policy.FallbackReplicas is not { } fallback)
        {
            var held = Replicas.Max(view.Current, view.Min);
            return new ScalingPlan(view.IsPausedScaleOut ? view.Current : held, held, ScalingReason.MetricsLost, held, []);
        }

        var lifted = Replicas.Max(view.Current, Replicas.Max(Replicas.Min(fallback, view.Max), view.Min));
        return new ScalingPlan(view.IsPausedScaleOut ? view.Current : lifted, lifted, ScalingReason.Fallback, lifted, []);
    }

    private static Choice Choose(ScalingView view, ScalingPolicy policy, DemandDraws arriving, DemandDraws whole, double demand)
    {
        var scale = new CandidateScale(arriving, whole, view, policy);
        var (least, limit) = (Math.Min(view.Min.Count, view.Max.Count), view.Max.Count);
        var price = view.RiskPrice * (policy.ReplicaCostPerHour > 0 ? policy.ReplicaCostPerHour : 1.0);
        var within = scale.Cheapest(least, limit, price, view.AllowedViolation);
        var isCheapest = policy.ShortfallCostPerUnitHour is not null && (within ?? scale.At(limit)).Replicas == scale.Cheapest(least, limit, price: 0, allowed: 1)!.Value.Replicas;
        // What was wanted beyond max, so that "limited by max" can be told from "enough".
        var unbounded = within?.Replicas ?? new Replicas(Math.Max(limit, scale.FewestArriving(view.AllowedViolation, 4 * limit + 16)));
        var capacity = view.CapacityDraws.Average();
        var floor = new Replicas((int)Math.Min(Math.Ceiling(demand / capacity - 1e-6), 1_000_000));
        var reason = isCheapest ? ScalingReason.ExpectedCost : ScalingReason.ViolationBudget;
        var widest = new Replicas(scale.FewestWhole(WidestTail, 4 * limit + 16));
        return new Choice(unbounded, floor, widest, reason, scale);
    }

    private static Replicas Bounded(Replicas count, ScalingView view) =>
        Replicas.Max(view.Min, Replicas.Min(count, view.Max));

    private static (Replicas Desired, ScalingReason Reason) Pause(Replicas desired, ScalingReason reason, ScalingView view) =>
        (desired < view.Current && view.IsPausedScaleIn) || (desired > view.Current && view.IsPausedScaleOut)
            ? (view.Current, ScalingReason.Paused)
            : (desired, reason);

    private static List<Candidate> Around(CandidateScale scale, ScalingView view, Replicas desired, Replicas chosen)
    {
        var (least, limit) = (Math.Min(view.Min.Count, view.Max.Count), view.Max.Count);
        var low = Math.Max(Math.Min(desired.Count, chosen.Count) - KeptAround, least);
        var high = Math.Min(Math.Max(desired.Count, chosen.Count) + KeptAround, limit);
        // Where the choice lies far beyond the bounds, the bound's own row is the explanation.
        return low <= high ? [.. Enumerable.Range(low, high - low + 1).Select(scale.At)] : [scale.At(limit)];
    }

    private sealed record Choice(Replicas Replicas, Replicas Floor, Replicas Widest, ScalingReason Reason, CandidateScale Scale);
}
