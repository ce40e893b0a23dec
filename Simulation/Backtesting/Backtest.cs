using Headroom.Forecasting.Lead;
using Headroom.Scaling.Policies;
using Headroom.Simulation.Scaling;

namespace Headroom.Simulation.Backtesting;

/// <summary>Replays a history under several policies: all see the same forecasts, and none sees what is to come.</summary>
public static class Backtest
{
    /// <summary>Name of the hindsight bound in reports.</summary>
    public const string Oracle = "oracle";

    /// <summary>Steps that must precede the first decision: enough for a first fit.</summary>
    public const int LeastTraining = 32;

    private static readonly TimeSpan BudgetWindow = TimeSpan.FromDays(7);
    private const int Seed = 1;

    /// <param name="series">Longer than the training.</param>
    /// <param name="settings">As checked by the caller.</param>
    /// <param name="onStep">Steps forecast so far; may throw to end the work.</param>
    public static BacktestResult Run(BacktestSeries series, BacktestSettings settings, Action<int> onStep)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Training, LeastTraining);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(settings.Training, series.Loads.Count);
        var day = Math.Max((int)Math.Round(TimeSpan.FromDays(1) / series.Step), 1);
        var window = new ReplayWindow(series.Filled(), settings.Training, settings.Lead, day);
        var track = Forecast(series, settings, window, onStep);
        var line = UtilizationLine.Carrying(settings.Capacity);
        var bounds = new ReplayBounds(settings.MinReplicas, settings.MaxReplicas);
        BacktestRow Row(string name, ReplayOutcome outcome) => new(name, outcome, series.Step, settings.ReplicaCostPerHour);
        var rows = settings.Policies
            .Select(kind => Row(NameOf(kind), PolicyReplay.Run(Make(kind, series, settings, window, track, line, bounds), window, track, line, bounds)))
            .ToList();
        if (settings.HasOracle)
        {
            rows.Add(Row(Oracle, PolicyReplay.Oracle(window, line, bounds)));
        }

        return new BacktestResult(series, settings, rows);
    }

    /// <summary>As the command line has it.</summary>
    public static string NameOf(PolicyKind kind) => kind.ToString().ToLowerInvariant();

    // As the operator has it: from a day and a half on a policy that looks ahead has a forecast of its own, before that the pool's.
    private static ForecastTrack Forecast(BacktestSeries series, BacktestSettings settings, ReplayWindow window, Action<int> onStep)
    {
        if (!settings.Policies.Any(PolicyFactory.LooksAhead))
        {
            return ForecastTrack.None(window.Loads);
        }

        if (window.Day >= 2 && settings.Training > LeadForecaster.LeastSteps(window.Day))
        {
            return ForecastTrack.Of(window.Loads, window.Day, window.Lead, Seed, onStep);
        }

        // A day of rehearsal adapts what adapts; more of the past is learned from without being replayed.
        var from = Math.Max(LeastTraining / 2, settings.Training - Math.Max(window.Day, 2 * settings.Lead));
        return PooledTrack.Of(series.Loads.ToArray(), series.Start, series.Step, settings.Lead, from, onStep);
    }

    private static IScalingPolicy Make(
        PolicyKind kind, BacktestSeries series, BacktestSettings settings, ReplayWindow window, ForecastTrack track, UtilizationLine line, ReplayBounds bounds) =>
        kind == PolicyKind.Headroom
            ? new PlannerPolicy(PlannerShape.Of(line, 1 - settings.ServiceLevel, settings.Lead, series.Step, BudgetWindow, settings.ReplicaCostPerHour, bounds.Min, bounds.Max))
            : ReplayPolicies.Make(kind, window, track, line, 1 - settings.ServiceLevel, bounds);
}
