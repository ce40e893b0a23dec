using Headroom.Scaling.Planning;
using Headroom.Units;

namespace Headroom.Scaling.Behavior;

/// <summary>Applies stabilisation windows and step policies as the HorizontalPodAutoscaler does.</summary>
internal static class BehaviorLimiter
{
    /// <returns>The limited count, and the rule that limited it; null when none did.</returns>
    public static (Replicas Desired, ScalingReason? Reason) Limit(Replicas wanted, ScalingView view, BehaviorRules rules)
    {
        var stabilized = Stabilize(wanted, view, rules);
        var limited = stabilized == view.Current ? stabilized : Step(stabilized, view, rules);
        if (limited != stabilized)
        {
            return (limited, ScalingReason.RateLimited);
        }

        return (stabilized, stabilized != wanted ? ScalingReason.Stabilized : null);
    }

    private static Replicas Stabilize(Replicas wanted, ScalingView view, BehaviorRules rules)
    {
        var upper = wanted;
        var lower = wanted;
        foreach (var past in view.Past)
        {
            if (past.Time > view.Time - rules.ScaleDown.StabilizationWindow)
            {
                upper = Replicas.Max(upper, past.Wanted);
            }

            if (past.Time > view.Time - rules.ScaleUp.StabilizationWindow)
            {
                lower = Replicas.Min(lower, past.Wanted);
            }
        }

        // Moves only as far as every recommendation of the window agrees, as the HPA does; the current count is the pivot.
        var stabilized = view.Current;
        stabilized = stabilized < lower ? lower : stabilized;
        stabilized = stabilized > upper ? upper : stabilized;
        // Bounds are not recommendations: min and max hold whatever the window says.
        return Replicas.Max(view.Min, Replicas.Min(stabilized, view.Max));
    }

    private static Replicas Step(Replicas wanted, ScalingView view, BehaviorRules rules)
    {
        var isUp = wanted > view.Current;
        var direction = isUp ? rules.ScaleUp : rules.ScaleDown;
        if (direction.Select == PolicySelection.Disabled)
        {
            return view.Current;
        }

        if (direction.Policies.Count == 0)
        {
            return wanted;
        }

        var reachable = direction.Policies.Select(policy => Reachable(policy, isUp, view));
        var takesLargest = (direction.Select == PolicySelection.Max) == isUp;
        var limit = new Replicas(takesLargest ? reachable.Max() : reachable.Min());
        return isUp
            ? Replicas.Max(view.Current, Replicas.Min(wanted, limit))
            : Replicas.Min(view.Current, Replicas.Max(wanted, limit));
    }

    private static int Reachable(StepPolicy policy, bool isUp, ScalingView view)
    {
        // The count at the start of the period, so that several steps inside one period share its allowance.
        var start = view.Current.Count;
        foreach (var past in view.Past)
        {
            if (past.Time > view.Time - policy.Period)
            {
                start = isUp ? Math.Min(start, past.Desired.Count) : Math.Max(start, past.Desired.Count);
            }
        }

        var step = policy.IsPercent ? start * policy.Value / 100.0 : policy.Value;
        return isUp ? (int)Math.Ceiling(start + step) : Math.Max(0, (int)Math.Floor(start - step));
    }
}
