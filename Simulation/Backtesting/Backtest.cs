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

    // Longer than that, and the forecasts have learned all they can of a week.
    private static readonly TimeSpan MostLearning = TimeSpan.FromDays(12);

    /// <param name="series">Longer than the training.</param>
    /// <param name="settings">As checked by the caller.</param>
    /// <param name="onStep">Steps forecast so far; may throw to end the work.</param>
    public static BacktestResult Run(BacktestSeries series, BacktestSettings settings, Action<int> onStep) => Run(series, [settings], onStep)[0];

    /// <summary>The same history under several settings, forecast once.</summary>
    /// <param name="series">Longer than the training.</param>
    /// <param name="settings">At least one, all with the same training and lead.</param>
    /// <param name="onStep">Steps forecast so far; may throw to end the work.</param>
    /// <returns>One for each of the settings, in their order.</returns>
    public static IReadOnlyList<BacktestResult> Run(BacktestSeries series, IReadOnlyList<BacktestSettings> settings, Action<int> onStep)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(settings);
        var (training, lead) = (settings[0].Training, settings[0].Lead);
        ArgumentOutOfRangeException.ThrowIfLessThan(training, LeastTraining);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(training, series.Loads.Count);
        if (settings.Any(s => s.Training != training || s.Lead != lead))
        {
            throw new ArgumentException("one forecast serves one training and one lead", nameof(settings));
        }

        var forecasts = BacktestForecasts.Of(series, training, lead, [.. settings.SelectMany(static s => s.Policies)], onStep);
        return [.. settings.Select(s => Replay(series, s, forecasts))];
    }

    /// <summary>Steps to learn from where nobody says: half, at most twelve days.</summary>
    /// <param name="steps">Of the history.</param>
    /// <param name="step">Spacing.</param>
    public static int DefaultTraining(int steps, TimeSpan step) => (int)Math.Min(steps / 2, Math.Max(MostLearning / step, LeastTraining));

    /// <summary>As the command line has it.</summary>
    public static string NameOf(PolicyKind kind) => kind.ToString().ToLowerInvariant();

    private static BacktestResult Replay(BacktestSeries series, BacktestSettings settings, BacktestForecasts forecasts)
    {
        var line = UtilizationLine.Carrying(settings.Capacity);
        var bounds = new ReplayBounds(settings.MinReplicas, settings.MaxReplicas);
        BacktestRow Row(string name, ReplayOutcome outcome) => new(name, outcome, series.Step, settings.ReplicaCostPerHour);
        var rows = settings.Policies
            .Select(kind => Row(
                NameOf(kind), PolicyReplay.Run(Make(kind, series, settings, forecasts, line, bounds), forecasts.Window, forecasts.Track, line, bounds)))
            .ToList();
        if (settings.HasOracle)
        {
            rows.Add(Row(Oracle, PolicyReplay.Oracle(forecasts.Window, line, bounds)));
        }

        return new BacktestResult(series, settings, rows);
    }

    private static IScalingPolicy Make(
        PolicyKind kind, BacktestSeries series, BacktestSettings settings, BacktestForecasts forecasts, UtilizationLine line, ReplayBounds bounds)
    {
        var (window, allowed) = (forecasts.Window, 1 - settings.ServiceLevel);
        if (kind == PolicyKind.Headroom)
        {
            return new PlannerPolicy(PlannerShape.Of(
                line, allowed, settings.Lead, series.Step, settings.BudgetWindow, settings.ReplicaCostPerHour, bounds.Min, bounds.Max,
                settings.ShortfallCostPerUnitHour));
        }

        return settings.TunesThresholds
            ? ReplayPolicies.Make(kind, window, forecasts.Track, line, allowed, bounds)
            : PolicyFactory.Make(kind, line, allowed, window.Lead, window.Day);
    }
}
