using Headroom.Kubernetes;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Decisions;

namespace Headroom.Operators.Autoscaling.Replays;

/// <summary>From the watch cache and the memories.</summary>
internal sealed class ReplaySource(Informer<PredictiveAutoscaler> autoscalers, AutoscalerRegistry registry) : IReplaySource
{
    public SpecText? Spec(AutoscalerKey key) =>
        Find(key) is not { } spec
            ? null
            : new SpecText
            {
                ServiceLevel = spec.Objective.ServiceLevel,
                BudgetWindow = spec.Objective.BudgetWindow,
                ReplicaCostPerHour = spec.Objective.ReplicaCostPerHour,
                ShortfallCostPerUnitHour = spec.Objective.ShortfallCostPerUnitHour,
                Policy = spec.Policy,
                MinReplicas = spec.MinReplicas,
                MaxReplicas = spec.MaxReplicas,
            };

    public ReplayHistory? History(AutoscalerKey key, int most)
    {
        if (registry.Find(key) is not { } memory)
        {
            return null;
        }

        var (origin, demand) = memory.NewestDemand(most);
        return origin is { } last && demand.Length > 0
            ? new ReplayHistory(
                last - (memory.Settings.Step * (demand.Length - 1)), memory.Settings.Step, demand, memory.Capacity.Mean, memory.LastDecision?.Horizon)
            : null;
    }

    public TermsOutcome Read(AutoscalerKey key, SpecText change)
    {
        if (Find(key) is not { } spec)
        {
            return new TermsOutcome.NoSuchAutoscaler();
        }

        var (settings, errors) = SettingsParser.Parse(Changed(spec, change));
        return settings is null
            ? new TermsOutcome.Refused([.. errors.Select(static e => (e.Field, $"{e.Value} is not allowed: {e.Allowed}"))])
            : new TermsOutcome.Read(new ReplayTerms(
                settings.Policy, settings.MinReplicas, settings.MaxReplicas, settings.ServiceLevel, settings.BudgetWindow,
                settings.ReplicaCostPerHour, settings.ShortfallCostPerUnitHour));
    }

    private AutoscalerSpec? Find(AutoscalerKey key) => autoscalers.Find(new ObjectKey(key.Namespace, key.Name))?.Spec;

    private static AutoscalerSpec Changed(AutoscalerSpec spec, SpecText change) => spec with
    {
        Policy = change.Policy ?? spec.Policy,
        MinReplicas = change.MinReplicas ?? spec.MinReplicas,
        MaxReplicas = change.MaxReplicas ?? spec.MaxReplicas,
        Objective = spec.Objective with
        {
            ServiceLevel = change.ServiceLevel ?? spec.Objective.ServiceLevel,
            BudgetWindow = change.BudgetWindow ?? spec.Objective.BudgetWindow,
            ReplicaCostPerHour = change.ReplicaCostPerHour ?? spec.Objective.ReplicaCostPerHour,
            ShortfallCostPerUnitHour = change.ShortfallCostPerUnitHour is { } cost
                ? (cost.Length == 0 ? null : cost)
                : spec.Objective.ShortfallCostPerUnitHour,
        },
    };
}
