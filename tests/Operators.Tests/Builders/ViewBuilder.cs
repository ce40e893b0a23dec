using Headroom.Forecasting;
using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Decisions;
using Headroom.Operators.Targets;

namespace Headroom.Operators.Tests.Builders;

/// <summary>What an autoscaler sees: five replicas of capacity 20 under a demand of 100, all well.</summary>
internal sealed class ViewBuilder
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public AutoscalerSpec Spec { get; init; } = Specs.Valid();

    public string Name { get; init; } = "chat";

    public int Current { get; init; } = 5;

    /// <summary>Null when it could not be read.</summary>
    public double? Demand { get; init; } = 100;

    public int FailedObservations { get; init; }

    public SkillView Skill { get; init; } = SkillView.Unknown;

    public string? Annotation { get; init; }

    public bool IsFrozen { get; init; }

    public bool IsTargetMissing { get; init; }

    public IReadOnlyList<RivalRecord> Rivals { get; init; } = [];

    public DateTimeOffset Time { get; init; } = Now;

    public AutoscalerView Build()
    {
        var (settings, errors) = SettingsParser.Parse(Spec);
        var view = new AutoscalerView
        {
            Object = Autoscaler(), Time = Time, WallTime = Time, Settings = settings, Errors = errors, IsFrozen = IsFrozen,
        };
        return settings is null ? view
            : IsTargetMissing ? view with { Target = new TargetObservation.Missing("Deployment prod/chat does not exist") }
            : WithSignals(view, new AutoscalerMemory("u1", settings) { FailedObservations = FailedObservations });
    }

    private AutoscalerView WithSignals(AutoscalerView view, AutoscalerMemory memory)
    {
        memory.Append(0, [new(Time, Demand ?? double.NaN)]);
        var target = new TargetObservation.Found(Current, Current, "7", "app=chat");
        var forecast = Demand is null ? null : PriorForecast.TryPredict(memory.Histories[0], memory.Settings.Horizon);
        var horizon = ScalingViews.Horizon(memory);
        return view with
        {
            Target = target,
            Rivals = Rivals,
            DemandFailure = Demand is null ? new IndicatorFailure("requests", "Unreachable", "'requests': http://prometheus:9090 cannot be reached") : null,
            Forecast = forecast,
            Horizon = horizon,
            Budget = new BudgetView(0, 0, 1, 0.5),
            Skill = Skill,
            Scaling = ScalingViews.Build(view, memory, target, Demand, forecast, horizon) with
            {
                IsUncalibrated = Skill.IsTooNarrow,
                Asked = PolicyRunner.Ask(memory, forecast, Demand, Time, Current),
            },
        };
    }

    private PredictiveAutoscaler Autoscaler() => new()
    {
        Metadata = new ObjectMeta
        {
            Name = Name,
            Namespace = "prod",
            Uid = "u1",
            Generation = 1,
            Annotations = Annotation is { } name ? new Dictionary<string, string> { [name] = "true" } : null,
        },
        Spec = Spec,
    };
}
