using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Decisions;
using Headroom.Operators.Text;
using Headroom.Scaling.Planning;

namespace Headroom.Operators.Autoscaling.Planning;

/// <summary>One sentence that says why this number, and what the neighbours would have cost.</summary>
internal static class DecisionMessage
{
    public static string Of(ScalingDecision decision, ScalingPlan plan, ScalingView scaling, AutoscalerView view) => plan.Reason switch
    {
        ScalingReason.MetricsLost =>
            $"{Count(decision)} held: {Failure(view)}",
        ScalingReason.Fallback =>
            $"{Count(decision)}, the larger of the {decision.Current} there are and the fallback, after {scaling.FailedObservations} failed readings: {Failure(view)}",
        ScalingReason.CapacityUnknown =>
            $"{Count(decision)} held: what one replica carries is still being learned",
        ScalingReason.SelectedPolicy =>
            $"{Count(decision)} as {decision.Policy} asks at a demand of {Number(decision.Demand)} and {Number(decision.CapacityPerReplica)} each; Headroom's planner would take {plan.Own.Count}",
        ScalingReason.Uncalibrated =>
            $"{Count(decision)} for the widest interval, as the 90% band held only {Percent(view.Skill.Coverage90 ?? 0)} of what came; {Forecast(decision)}",
        ScalingReason.ReactiveFloor =>
            $"{Count(decision)} for the present demand of {Number(decision.Demand)} at {Number(decision.CapacityPerReplica)} each; the forecast alone asked for fewer",
        ScalingReason.MinReplicas =>
            $"{Count(decision)}, the lower bound; {Forecast(decision)} needs fewer",
        ScalingReason.MaxReplicas =>
            $"{Count(decision)}, the upper bound; {Forecast(decision)} needs more",
        ScalingReason.Stabilized =>
            $"{Count(decision)} held by the stabilization window; {Forecast(decision)}",
        ScalingReason.RateLimited =>
            $"{Count(decision)}, as far as the behavior policies allow; {Forecast(decision)}",
        ScalingReason.Paused =>
            $"{Count(decision)} held: {(view.IsFrozen ? "the cluster-wide freeze is on" : "an annotation pauses this direction")}; {Forecast(decision)}",
        _ => $"{Count(decision)} for {Forecast(decision)}{Neighbours(decision, scaling, view)}",
    };

    private static string Count(ScalingDecision decision) => decision.Desired == 1 ? "1 replica" : $"{decision.Desired} replicas";

    private static string Forecast(ScalingDecision decision) =>
        $"a demand of {Number(decision.PredictedMean)} expected and {Number(decision.PredictedUpper)} at the service level within "
        + $"{DurationText.Format(TimeSpan.FromSeconds(Math.Round(decision.Horizon.TotalSeconds)))}, at {Number(decision.CapacityPerReplica)} each";

    private static string Neighbours(ScalingDecision decision, ScalingView scaling, AutoscalerView view)
    {
        var fewer = decision.Candidates.FirstOrDefault(c => c.Replicas == decision.Desired - 1);
        var chosen = decision.Candidates.FirstOrDefault(c => c.Replicas == decision.Desired);
        var more = decision.Candidates.FirstOrDefault(c => c.Replicas == decision.Desired + 1);
        var text = chosen is null ? "" : $", for {Cost(chosen)} with {Percent(chosen.ViolationProbability)} risk";
        text += fewer is null ? "" : $"; {fewer.Replicas} would cost {Cost(fewer)} with {Risk(fewer, scaling, view)}";
        return text + (more is null ? "" : $"; {more.Replicas} would cost {Cost(more)} with {Percent(more.ViolationProbability)} risk");
    }

    // Risk is avoided because it is more than may be taken, or because it is worth more than the replica.
    private static string Risk(CandidateRecord candidate, ScalingView scaling, AutoscalerView view)
    {
        var risk = $"{Percent(candidate.ViolationProbability)} risk";
        if (candidate.ViolationProbability > scaling.AllowedViolation)
        {
            return $"{risk} where at most {Percent(scaling.AllowedViolation)} is taken";
        }

        var worth = scaling.RiskPrice * candidate.ViolationProbability * (view.Settings?.ReplicaCostPerHour ?? 0.0);
        return worth > 0 ? $"{risk}, priced at ${NumberText.Of(Math.Round(worth, 2))}/h" : risk;
    }

    private static string Failure(AutoscalerView view) => view.DemandFailure?.Message ?? "the demand cannot be predicted: its newest samples are missing";

    private static string Cost(CandidateRecord candidate) => $"${NumberText.Of(Math.Round(candidate.ExpectedCost, 2))}/h";

    private static string Percent(double share) => $"{NumberText.Of(Math.Round(100 * share, 2))}%";

    private static string Number(double? value) => value is { } known ? NumberText.Of(known) : "unknown";
}
