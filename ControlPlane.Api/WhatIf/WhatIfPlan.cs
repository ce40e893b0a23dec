using Headroom.Operators.Autoscaling.Replays;
using Headroom.Simulation.Backtesting;

namespace Headroom.ControlPlane.Api.WhatIf;

/// <summary>A history that can be replayed, and how.</summary>
/// <param name="Series">Of the demand.</param>
/// <param name="Training">Steps to learn from.</param>
/// <param name="Lead">Steps from a decision to its effect.</param>
/// <param name="Capacity">Demand that one replica carries.</param>
internal sealed record WhatIfPlan(BacktestSeries Series, int Training, int Lead, double Capacity)
{
    /// <summary>Steps of the past that are replayed at most: two weeks of minutes, some seconds of one core.</summary>
    public const int MostSteps = 14 * 24 * 60;

    private const int LeastSteps = 2 * Backtest.LeastTraining;
    private const int MostLeadSteps = 240;

    /// <returns>A plan, or why there is none.</returns>
    public static (WhatIfPlan? Plan, string? MissingBecause) Of(string name, ReplayHistory? history)
    {
        if (history is null)
        {
            return (null, "There is no history here yet: it begins with the first decision, on the replica that leads.");
        }

        var known = history.Demand.Count(float.IsFinite);
        if (known < LeastSteps)
        {
            return (null, $"There are {known} steps of demand so far; a replay needs {LeastSteps}, half to learn from and half to judge.");
        }

        if (history.CapacityPerReplica is not { } capacity || capacity <= 0)
        {
            return (null, "What one replica carries is not known yet: it is learned from the utilization indicator, or set as spec.capacity.perReplica.");
        }

        var series = new BacktestSeries(name, history.Start, history.Step, [.. history.Demand.Select(static d => (double)d)]);
        return (new WhatIfPlan(series, Backtest.DefaultTraining(series.Loads.Count, series.Step), LeadSteps(history), capacity), null);
    }

    public static WhatIfHistoryItem Describe(ReplayHistory history) => new(
        history.Start, history.Start + (history.Step * history.Demand.Count), history.Step.TotalSeconds, history.Demand.Count,
        history.Demand.Count(static d => !float.IsFinite(d)), Backtest.DefaultTraining(history.Demand.Count, history.Step),
        LeadSteps(history) * history.Step.TotalSeconds, history.CapacityPerReplica);

    public BacktestSettings Under(ReplayTerms terms) => new()
    {
        Policies = [terms.Policy],
        HasOracle = false,
        ServiceLevel = terms.ServiceLevel,
        Capacity = Capacity,
        Lead = Lead,
        Training = Training,
        // A replay knows no activator that could hold requests at zero.
        MinReplicas = Math.Max(terms.MinReplicas, 1),
        MaxReplicas = terms.MaxReplicas,
        ReplicaCostPerHour = terms.ReplicaCostPerHour,
        ShortfallCostPerUnitHour = terms.ShortfallCostPerUnitHour,
        BudgetWindow = terms.BudgetWindow,
        TunesThresholds = false,
    };

    private static int LeadSteps(ReplayHistory history) =>
        history.Lead is { } lead ? (int)Math.Clamp(Math.Ceiling(lead / history.Step), 1, MostLeadSteps) : 1;
}
