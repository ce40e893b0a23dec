using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Headroom.Kubernetes.Leases;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Decisions;

namespace Headroom.Operators.Autoscaling;

/// <summary>What the autoscalers do, per object: gauges of the last decision, counters of deeds.</summary>
/// <remarks>Gauges come from the leader alone: what a replica decided before it lost the lease is no longer so.</remarks>
internal sealed class AutoscalerMetrics
{
    private static readonly Meter Meter = new("Headroom.Operators.Autoscaling");
    private static readonly Counter<long> Decisions = Meter.CreateCounter<long>("headroom_autoscaler_decisions_total", null, "Decisions made");
    private static readonly Counter<long> Applied = Meter.CreateCounter<long>("headroom_autoscaler_scales_total", null, "Scales written");

    private readonly ConcurrentDictionary<AutoscalerKey, Last> _last = new();
    private readonly LeaderElector _elector;

    public AutoscalerMetrics(LeaderElector elector)
    {
        _elector = elector;
        Gauge("headroom_autoscaler_desired_replicas", "Replicas decided", l => l.Decision.Desired);
        Gauge("headroom_autoscaler_max_replicas", "Most replicas that the spec allows", l => l.MaxReplicas);
        Gauge("headroom_autoscaler_ready_replicas", "Replicas ready", l => l.Decision.Ready);
        Gauge("headroom_autoscaler_demand", "Latest demand, indicator's unit", l => l.Decision.Demand);
        Gauge("headroom_autoscaler_budget_remaining_ratio", "Share of the violation budget left", l => l.Decision.BudgetRemaining);
        Gauge("headroom_autoscaler_budget_kept_probability", "Probability that the stretch ahead keeps the violation budget", l => l.Decision.BudgetKeptProbability);
        Gauge("headroom_autoscaler_forecast_coverage_ratio", "Share of observations inside the 90% band", l => l.Skill.Coverage90);
        Gauge("headroom_autoscaler_forecast_relative_crps", "Recent CRPS over that of seasonal-naive, below 1 is better", l => l.Skill.RecentRelativeCrps);
        Gauge("headroom_autoscaler_forecast_pit_deviation", "Largest distance of the PIT's distribution from uniform", l => l.Skill.PitDeviation);
        Gauge("headroom_autoscaler_forecast_calibrated", "0 while the 90% band holds too little of what comes", l => l.Skill.Coverage90 is null ? null : l.Skill.IsTooNarrow ? 0 : 1);
        Gauge("headroom_autoscaler_metrics_available", "1 while the demand is read", l => l.IsMetricsAvailable ? 1 : 0);
    }

    public void Record(AutoscalerKey key, AutoscalerView view, AutoscalerPlan plan)
    {
        if (plan.Decision is not { } decision)
        {
            return;
        }

        _last[key] = new Last(decision, view.Skill, view.DemandFailure is null, view.Object.Spec.MaxReplicas);
        Decisions.Add(1);
        if (decision.Applied)
        {
            Applied.Add(1, new KeyValuePair<string, object?>("direction", decision.Desired > decision.Current ? "out" : "in"));
        }
    }

    public void Forget(AutoscalerKey key) => _last.TryRemove(key, out _);

    private void Gauge(string name, string description, Func<Last, double?> value) =>
        Meter.CreateObservableGauge(name, () => Measure(value), null, description);

    private IEnumerable<Measurement<double>> Measure(Func<Last, double?> value)
    {
        if (!_elector.IsLeader)
        {
            yield break;
        }

        foreach (var (key, last) in _last)
        {
            if (value(last) is { } measured && double.IsFinite(measured))
            {
                yield return new Measurement<double>(
                    measured,
                    new KeyValuePair<string, object?>("autoscaler_namespace", key.Namespace),
                    new KeyValuePair<string, object?>("autoscaler", key.Name));
            }
        }
    }

    private sealed record Last(ScalingDecision Decision, SkillView Skill, bool IsMetricsAvailable, int MaxReplicas);
}
