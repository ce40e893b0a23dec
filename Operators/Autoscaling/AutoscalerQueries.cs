using System.Globalization;
using Headroom.Forecasting;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Decisions;
using Headroom.Operators.Text;

namespace Headroom.Operators.Autoscaling;

/// <summary>Answers the API from the watch cache and the memories.</summary>
internal sealed class AutoscalerQueries(Informer<PredictiveAutoscaler> autoscalers, AutoscalerRegistry registry) : IAutoscalerQueries
{
    private static readonly double[] Levels = [0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.995];

    public IReadOnlyList<AutoscalerSummary> List() =>
        [.. autoscalers.Items.Select(Summarize).OrderBy(s => s.Key.Namespace, StringComparer.Ordinal).ThenBy(s => s.Key.Name, StringComparer.Ordinal)];

    public AutoscalerSummary? Find(AutoscalerKey key) =>
        autoscalers.Find(new ObjectKey(key.Namespace, key.Name)) is { } item ? Summarize(item) : null;

    public ForecastReport? Forecast(AutoscalerKey key, TimeSpan window)
    {
        if (registry.Find(key) is not { } memory)
        {
            return null;
        }

        // Made again when somebody looks: kept for each, it would cost as much memory as half the history.
        var histories = memory.Snapshot();
        var forecast = memory.Pool?.TryPredict(histories) ?? PriorForecast.TryPredict(histories[0], memory.Settings.Horizon);
        if (forecast is null)
        {
            return null;
        }

        var (origin, observed) = memory.NewestDemand((int)Math.Clamp(window / memory.Settings.Step, 1, memory.Settings.History));
        if (origin is null)
        {
            return null;
        }

        var steps = Enumerable.Range(1, forecast.Paths.Horizon).Select(forecast.Paths.At).ToList();
        return new ForecastReport
        {
            Key = key,
            Origin = origin.Value,
            Step = memory.Settings.Step,
            Observed = observed,
            Levels = Levels,
            Bands = [.. Levels.Select(level => steps.Select(s => s.Quantile(level)).ToArray())],
            Mean = [.. steps.Select(s => (float)s.Mean())],
            Replicas = [.. memory.Replicas().Where(r => r.Time >= origin - window)],
            Members = [.. (memory.Pool?.Members ?? []).Select(m => new MemberRecord(m.Name, m.Weight, m.ValidationCrps))],
            RelativeCrps = memory.Pool?.RelativeCrps,
            RecentRelativeCrps = memory.Skill.RelativeCrps,
            Coverage90 = memory.Skill.Coverage90,
            Scored = memory.Skill.Scored,
            PitCounts = memory.Skill.PitCounts(),
            CapacityPerReplica = memory.Capacity.Mean,
        };
    }

    private AutoscalerSummary Summarize(PredictiveAutoscaler item)
    {
        var key = new AutoscalerKey(item.Metadata.Namespace ?? "", item.Metadata.Name ?? "");
        _ = PercentText.TryParse(item.Spec.Objective.ServiceLevel, out var serviceLevel);
        return new AutoscalerSummary
        {
            Key = key,
            Uid = item.Metadata.Uid ?? "",
            Generation = item.Metadata.Generation ?? 0,
            TargetKind = item.Spec.ScaleTargetRef.Kind,
            TargetName = item.Spec.ScaleTargetRef.Name,
            Mode = item.Spec.Mode == "Apply" ? ActingMode.Apply : ActingMode.Recommend,
            Policy = item.Spec.Policy,
            MinReplicas = item.Spec.MinReplicas,
            MaxReplicas = item.Spec.MaxReplicas,
            ServiceLevel = serviceLevel,
            ReplicaCostPerHour = double.TryParse(item.Spec.Objective.ReplicaCostPerHour, NumberStyles.Float, CultureInfo.InvariantCulture, out var dollars) ? dollars : null,
            IsPaused = item.Status?.Conditions?.Any(c => c is { Type: "Paused", Status: "True" }) ?? false,
            Conditions = [.. (item.Status?.Conditions ?? []).Select(c =>
                new ConditionRecord(c.Type, c.Status, c.Reason ?? "", c.Message ?? "", c.LastTransitionTime ?? default))],
            Indicators = [.. item.Spec.Indicators.Select(i => i.Name)],
            LastDecision = registry.Find(key)?.LastDecision,
        };
    }
}
