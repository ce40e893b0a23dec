using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Decisions;
using Headroom.Operators.Targets;
using Headroom.Operators.Text;
using Headroom.Scaling.Planning;
using Headroom.Units;

namespace Headroom.Operators.Autoscaling.Planning;

/// <summary>Turns a view into a plan. Static and synchronous.</summary>
internal static class AutoscalerPlanner
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryUnusable = TimeSpan.FromMinutes(1);

    public static AutoscalerPlan Decide(AutoscalerView view)
    {
        if (view.Settings is not { } settings || view.Target is not TargetObservation.Found target || view.Scaling is not { } scaling)
        {
            return WithoutDecision(view);
        }

        var plan = ScalingPlanner.Decide(scaling, Policy(settings));
        var mayAct = settings.Mode == ActingMode.Apply && view.Rivals.Count == 0;
        // Bounds move even what is paused or frozen; nothing that is paused is written.
        var isPaused = plan.Desired.Count < target.Current ? scaling.IsPausedScaleIn : scaling.IsPausedScaleOut;
        int? scale = mayAct && !isPaused && plan.Desired.Count != target.Current ? plan.Desired.Count : null;
        var decision = Describe(view, settings, target, scaling, plan, scale is not null);
        var conditions = Conditions.Of(view, decision, plan.Reason);
        var status = StatusOf(view, target, decision, conditions);
        return new AutoscalerPlan
        {
            Decision = decision,
            Wanted = plan.Wanted.Count,
            Scale = scale,
            Status = status,
            WritesStatus = IsDue(view, status) || IsChanged(view.LastDecision, decision) || view.LastDecision?.Current != decision.Current,
            Events = EventsOf(view, decision, target, conditions),
            Next = NextDecision(view, settings),
        };
    }

    /// <summary>True when a decision says something new: another count, another reason, another deed.</summary>
    public static bool IsChanged(ScalingDecision? before, ScalingDecision after) =>
        before is null || before.Desired != after.Desired || before.Reason != after.Reason || before.Mode != after.Mode || before.Policy != after.Policy || after.Applied;

    private static AutoscalerPlan WithoutDecision(AutoscalerView view)
    {
        var conditions = Conditions.Of(view, null, null);
        var status = new AutoscalerStatus
        {
            ObservedGeneration = view.Object.Metadata.Generation,
            DesiredReplicas = view.Object.Status?.DesiredReplicas,
            CurrentReplicas = null,
            Conditions = conditions,
        };
        return new AutoscalerPlan
        {
            Status = status,
            // Without a decision there is nothing to refresh, and without a memory no time of the last write.
            WritesStatus = IsChanged(view, status),
            Events = ReadyChange(view, conditions) is { } change ? [change] : [],
            Next = RetryUnusable,
        };
    }

    private static ScalingPolicy Policy(AutoscalerSettings settings) => new()
    {
        ReplicaCostPerHour = settings.ReplicaCostPerHour,
        ShortfallCostPerUnitHour = settings.ShortfallCostPerUnitHour,
        Behavior = settings.Behavior,
        FailureThreshold = settings.FailureThreshold,
        FallbackReplicas = settings.FallbackReplicas is { } replicas ? new Replicas(replicas) : null,
    };

    private static ScalingDecision Describe(
        AutoscalerView view, AutoscalerSettings settings, TargetObservation.Found target, ScalingView scaling, ScalingPlan plan, bool isApplied)
    {
        var arriving = scaling.Arriving is { } draws ? Forecasting.Distributions.WeightedSamples.Create(draws.Values.Span, draws.Weights.Span) : null;
        var decision = new ScalingDecision
        {
            Key = new AutoscalerKey(view.Object.Metadata.Namespace ?? "", view.Object.Metadata.Name ?? ""),
            Uid = view.Object.Metadata.Uid ?? "",
            Time = view.Time,
            Mode = settings.Mode,
            Policy = settings.Policy,
            Current = target.Current,
            Ready = target.Ready,
            Desired = plan.Desired.Count,
            Reason = plan.Reason.ToString(),
            Message = "",
            Demand = scaling.Demand,
            PredictedMean = arriving?.Mean(),
            PredictedUpper = arriving?.Quantile(settings.ServiceLevel),
            CapacityPerReplica = scaling.CapacityDraws.Count == 0 ? null : scaling.CapacityDraws.Average(),
            Horizon = view.Horizon,
            BudgetRemaining = view.Budget?.Remaining,
            BudgetKeptProbability = view.Budget?.KeptProbability,
            Candidates = [.. plan.Candidates.Select(c => new CandidateRecord(
                c.Replicas.Count, c.ExpectedCost, c.IdleCost, c.ShortfallCost, c.ChangeCost, c.ViolationProbability))],
            Rivals = view.Rivals,
            Applied = isApplied,
        };
        return decision with { Message = DecisionMessage.Of(decision, plan, scaling, view) };
    }

    private static AutoscalerStatus StatusOf(
        AutoscalerView view, TargetObservation.Found target, ScalingDecision decision, IReadOnlyList<Kubernetes.Condition> conditions) => new()
        {
            ObservedGeneration = view.Object.Metadata.Generation,
            DesiredReplicas = decision.Desired,
            CurrentReplicas = target.Current,
            ReadyReplicas = target.Ready,
            Decision = new DecisionStatus
            {
                Time = decision.Time,
                Desired = decision.Desired,
                Policy = decision.Policy.ToString(),
                Reason = decision.Reason,
                Message = decision.Message,
                Demand = NumberText.OfOptional(decision.Demand),
                PredictedMean = NumberText.OfOptional(decision.PredictedMean),
                PredictedUpper = NumberText.OfOptional(decision.PredictedUpper),
                CapacityPerReplica = NumberText.OfOptional(decision.CapacityPerReplica),
                Horizon = DurationText.Format(TimeSpan.FromSeconds(Math.Round(decision.Horizon.TotalSeconds))),
                Applied = decision.Applied,
                Alternatives = [.. decision.Candidates.Select(c => new AlternativeStatus
                {
                    Replicas = c.Replicas,
                    CostPerHour = NumberText.Of(c.ExpectedCost),
                    ViolationProbability = NumberText.Of(Math.Round(c.ViolationProbability, 4)),
                })],
            },
            Forecast = new ForecastStatus
            {
                RelativeCrps = NumberText.OfOptional(view.Skill.RelativeCrps),
                RecentRelativeCrps = NumberText.OfOptional(view.Skill.RecentRelativeCrps),
                Coverage90 = NumberText.OfOptional(view.Skill.Coverage90),
                Scored = view.Skill.Scored,
                Pit = view.Skill.Scored == 0 ? null : string.Join(' ', view.Skill.PitCounts),
            },
            Budget = view.Budget is { } budget
                ? new BudgetStatus
                {
                    Evaluated = budget.Evaluated,
                    Missed = budget.Missed,
                    Remaining = NumberText.Of(budget.Remaining),
                    KeptProbability = NumberText.Of(Math.Round(budget.KeptProbability, 4)),
                }
                : null,
            Rivals = [.. view.Rivals.Select(r => new RivalStatus { Kind = r.Kind, Name = r.Name, Desired = r.Desired })],
            Conditions = conditions,
        };

    private static bool IsDue(AutoscalerView view, AutoscalerStatus status) =>
        view.StatusWrittenAt is not { } written
        || view.WallTime - written >= StatusInterval
        || IsChanged(view, status);

    private static bool IsChanged(AutoscalerView view, AutoscalerStatus status) =>
        view.Object.Status?.ObservedGeneration != status.ObservedGeneration
        || ConditionText.AreChanged(view.Object.Status?.Conditions, status.Conditions!);

    private static List<PlannedEvent> EventsOf(
        AutoscalerView view, ScalingDecision decision, TargetObservation.Found target, IReadOnlyList<Kubernetes.Condition> conditions)
    {
        var events = new List<PlannedEvent>();
        if (ReadyChange(view, conditions) is { } change)
        {
            events.Add(change);
        }

        if (decision.Applied)
        {
            var direction = decision.Desired > target.Current ? "ScaleOut" : "ScaleIn";
            events.Add(new PlannedEvent(false, decision.Reason, direction, $"{target.Current} → {decision.Desired}: {decision.Message}"));
        }
        else if (decision.Mode == ActingMode.Recommend && decision.Desired != view.LastDecision?.Desired)
        {
            events.Add(new PlannedEvent(false, "Recommended", "Recommend", $"{target.Current} → {decision.Desired}: {decision.Message}"));
        }

        return events;
    }

    private static PlannedEvent? ReadyChange(AutoscalerView view, IReadOnlyList<Kubernetes.Condition> conditions)
    {
        var before = view.Object.Status?.Conditions?.FirstOrDefault(c => c.Type == "Ready");
        var after = conditions.First(c => c.Type == "Ready");
        return after.Status == "False" && (before?.Status != "False" || before.Reason != after.Reason)
            ? new PlannedEvent(true, after.Reason ?? "", "Reconcile", after.Message ?? "")
            : null;
    }

    // Autoscalers are spread over the interval by name, so that thousands do not decide in the same instant.
    private static TimeSpan NextDecision(AutoscalerView view, AutoscalerSettings settings)
    {
        var interval = settings.EvaluationInterval.Ticks;
        var name = $"{view.Object.Metadata.Namespace}/{view.Object.Metadata.Name}";
        var offset = (long)(StableHash(name) % 997 / 997.0 * 0.9 * interval);
        var next = ((view.Time.UtcTicks - offset) / interval + 1) * interval + offset;
        return TimeSpan.FromTicks(Math.Max(next - view.Time.UtcTicks, TimeSpan.TicksPerMillisecond));
    }

    private static uint StableHash(string text)
    {
        // FNV-1a: string.GetHashCode differs between processes, and a restart must not reshuffle the schedule.
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return hash;
    }
}
