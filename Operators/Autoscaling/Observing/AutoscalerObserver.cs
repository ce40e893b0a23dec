using Headroom.Forecasting;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Clocks;
using Headroom.Operators.Decisions;
using Headroom.Operators.Targets;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Builds the view of one autoscaler: object and target from the caches, signals from their sources, beliefs from memory.</summary>
internal sealed class AutoscalerObserver(
    Informer<PredictiveAutoscaler> autoscalers,
    AutoscalerRegistry registry,
    SettingsCache settingsCache,
    SignalReader signals,
    TargetReader targets,
    RivalFinder rivals,
    FreezeWatch freeze,
    PoolTrainer trainer,
    LeadTrainer leads,
    LearnedStateKeeper learned,
    ModelKeeper models,
    ReplayClock clock,
    TimeProvider wall)
{
    /// <returns>Null when the object is gone; its memory is then dropped.</returns>
    public async Task<AutoscalerView?> ObserveAsync(AutoscalerKey key, CancellationToken ct)
    {
        var item = autoscalers.Find(new ObjectKey(key.Namespace, key.Name));
        if (item is null || item.Metadata.DeletionTimestamp is not null)
        {
            registry.Forget(key);
            settingsCache.Forget(key);
            return null;
        }

        var now = clock.GetUtcNow();
        var view = new AutoscalerView { Object = item, Time = now, WallTime = wall.GetUtcNow(), IsFrozen = freeze.IsFrozen };
        var (settings, errors) = settingsCache.Parse(key, item);
        var memory = settings is null ? registry.Find(key) : registry.GetOrAdd(key, item.Metadata.Uid ?? "", settings);
        view = view with
        {
            Settings = settings,
            Errors = errors,
            LastDecision = memory?.LastDecision,
            StatusWrittenAt = memory?.StatusWrittenAt,
        };
        if (settings is null || memory is null)
        {
            return view;
        }

        await learned.RestoreAsync(memory, ct);
        await models.RestoreAsync(memory, now, ct);

        view = view with { Target = await targets.ReadAsync(key.Namespace, settings.Target, ct), Rivals = rivals.Find(item) };
        return view.Target is TargetObservation.Found found
            ? await ObserveSignalsAsync(view, key, memory, found, ct)
            : view;
    }

    private async Task<AutoscalerView> ObserveSignalsAsync(
        AutoscalerView view, AutoscalerKey key, AutoscalerMemory memory, TargetObservation.Found target, CancellationToken ct)
    {
        var settings = memory.Settings;
        memory.LearnStarts();
        var failures = await signals.ReadAsync(memory, key.Namespace, view.Time, ct);
        var demand = failures[0] is null ? (double)memory.Histories[0][0] : (double?)null;
        ForecastScorer.Score(memory);
        IntervalJudge.Judge(memory, key, view.Time, demand, target.Ready);
        learned.Offer(memory);
        if (demand is not null)
        {
            trainer.Offer(memory, view.Time);
        }

        memory.Pool?.Learn(memory.Histories);
        var forecast = demand is null ? null : memory.Pool?.TryPredict(memory.Histories) ?? PriorForecast.TryPredict(memory.Histories[0], settings.Horizon);
        ForecastScorer.Remember(memory, forecast);
        var horizon = ScalingViews.Horizon(memory);
        var skill = SkillView.Of(memory.Pool?.RelativeCrps, memory.Skill);
        return view with
        {
            DemandFailure = failures[0],
            CovariateFailures = [.. failures.Skip(1).OfType<IndicatorFailure>()],
            Forecast = forecast,
            Horizon = horizon,
            Skill = skill,
            Budget = new BudgetView(memory.Budget.Evaluated, memory.Budget.Missed, memory.Budget.Remaining, memory.Budget.Price.KeptProbability),
            Scaling = ScalingViews.Build(view, memory, target, demand, forecast, horizon, demand is null ? null : PolicyRunner.Landing(memory, leads)) with
            {
                IsUncalibrated = skill.IsTooNarrow,
                Asked = PolicyRunner.Ask(memory, forecast, demand, view.Time, target.Ready, leads),
            },
        };
    }
}
