using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Decisions;
using Headroom.Operators.Targets;
using Headroom.Operators.Text;
using Headroom.Scaling.Planning;

namespace Headroom.Operators.Autoscaling.Planning;

/// <summary>The conditions of an autoscaler, in a fixed order.</summary>
internal static class Conditions
{
    public static IReadOnlyList<Condition> Of(AutoscalerView view, ScalingDecision? decision, ScalingReason? reason) =>
    [
        Make(view, "Ready", Ready(view, decision)),
        Make(view, "Active", Active(view, decision)),
        Make(view, "Fallback", Fallback(view, reason)),
        Make(view, "Paused", Paused(view)),
        Make(view, "MetricsAvailable", Metrics(view, decision)),
        Make(view, "Calibrated", Calibrated(view)),
    ];

    private static (bool?, string, string) Ready(AutoscalerView view, ScalingDecision? decision)
    {
        if (view.Settings is null)
        {
            return (false, "InvalidSpec", string.Join("; ", view.Errors));
        }

        return view.Target is TargetObservation.Missing missing
            ? (false, "TargetNotFound", missing.Message)
            : decision is null
                ? (null, "Starting", "no decision has been made yet")
                : (true, "Deciding", $"{decision.Desired} replicas decided for {view.Settings.Target.Kind} {view.Settings.Target.Name}");
    }

    private static (bool?, string, string) Active(AutoscalerView view, ScalingDecision? decision)
    {
        if (decision is null)
        {
            return (false, "NoDecision", "nothing is written to the target without a decision");
        }

        if (decision.Mode == ActingMode.Recommend)
        {
            return (false, "Recommend", "mode is Recommend: the target is never written");
        }

        if (view.Rivals.Count > 0)
        {
            var names = string.Join(", ", view.Rivals.Select(r => $"{r.Kind} {r.Name}"));
            return (false, "OwnedByAnotherScaler", $"{names} scales the same target: remove it, or set mode to Recommend");
        }

        return view.IsFrozen || view.IsPaused
            ? (false, "Paused", "decisions are made but not written while paused")
            : (true, "Applying", "decisions are written to the target");
    }

    private static (bool?, string, string) Fallback(AutoscalerView view, ScalingReason? reason) => (reason, view) switch
    {
        (ScalingReason.Fallback, _) => (true, "MetricsLost", "the fallback is in force since the demand cannot be read"),
        (null, _) => (false, "NotNeeded", "nothing has been decided"),
        (ScalingReason.MetricsLost, { Settings.FallbackReplicas: null }) =>
            (false, "NotConfigured", "the demand cannot be read and spec.fallback.replicas is not set: the count is held"),
        (ScalingReason.MetricsLost, _) => (false, "Held",
            $"the demand cannot be read: the count is held until {view.Settings?.FailureThreshold} readings have failed, {view.Scaling?.FailedObservations} so far"),
        _ => (false, "NotNeeded", "the demand is read"),
    };

    private static (bool?, string, string) Paused(AutoscalerView view)
    {
        var metadata = view.Object.Metadata;
        return view switch
        {
            { IsFrozen: true } => (true, "Frozen", $"{FreezeWatch.Annotation} is set on the operator's namespace"),
            { IsPaused: true } => (true, "Annotation", "headroom.dev/paused is set"),
            _ when metadata.Annotation("headroom.dev/paused-scale-in") == "true" => (true, "ScaleInPaused", "headroom.dev/paused-scale-in is set"),
            _ when metadata.Annotation("headroom.dev/paused-scale-out") == "true" => (true, "ScaleOutPaused", "headroom.dev/paused-scale-out is set"),
            _ => (false, "NotPaused", "no pause annotation is set"),
        };
    }

    private static (bool?, string, string) Metrics(AutoscalerView view, ScalingDecision? decision)
    {
        if (view.DemandFailure is { } failure)
        {
            return (false, failure.Reason, failure.Message);
        }

        if (view.CovariateFailures.Count > 0)
        {
            return (true, "CovariateMissing", $"the demand is read; {string.Join("; ", view.CovariateFailures.Select(f => f.Message))}");
        }

        return decision is null ? (null, "NotRead", "nothing has been read yet") : (true, "AllRead", "every indicator is read");
    }

    private static (bool?, string, string) Calibrated(AutoscalerView view)
    {
        if (view.Skill is not { Coverage90: { } coverage, Band: var band })
        {
            return (null, "Learning", "too few forecasts have been held against what came");
        }

        var held = $"the 90% band held {Percent(coverage)} of the last {view.Skill.Scored} observations";
        var allowed = $"{Percent(band.Least)} to {Percent(Math.Min(band.Most, 1))} is calibrated";
        return view.Skill.IsTooNarrow
            ? (false, "TooNarrow", $"{held}; {allowed}: the larger of the present need and the widest interval is planned for")
            : coverage > band.Most ? (false, "TooWide", $"{held}; {allowed}: more replicas than needed are planned for") : (true, "CoverageHolds", held);
    }

    private static string Percent(double share) => $"{NumberText.Of(100 * share)}%";

    private static Condition Make(AutoscalerView view, string type, (bool? Status, string Reason, string Message) state) =>
        ConditionText.Make(view.Object.Status?.Conditions, view.Object.Metadata.Generation, type, state, view.WallTime);
}
