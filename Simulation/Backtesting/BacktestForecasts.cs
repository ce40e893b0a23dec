using Headroom.Forecasting.Lead;
using Headroom.Scaling.Policies;
using Headroom.Simulation.Scaling;

namespace Headroom.Simulation.Backtesting;

/// <summary>What every policy of a backtest sees of a history: its window, and what was forecast at each step.</summary>
/// <param name="Window">Training and test.</param>
/// <param name="Track">Of the lead forecast, of the pool where the history is too short for one, of nothing where no policy looks ahead.</param>
internal sealed record BacktestForecasts(ReplayWindow Window, ForecastTrack Track)
{
    private const int Seed = 1;

    /// <param name="kinds">Policies that will decide over it.</param>
    /// <param name="onStep">Steps forecast so far; may throw to end the work.</param>
    public static BacktestForecasts Of(
        BacktestSeries series, int training, int lead, IReadOnlyList<PolicyKind> kinds, Action<int> onStep)
    {
        var day = Math.Max((int)Math.Round(TimeSpan.FromDays(1) / series.Step), 1);
        var window = new ReplayWindow(series.Filled(), training, lead, day);
        if (!kinds.Any(PolicyFactory.LooksAhead))
        {
            return new BacktestForecasts(window, ForecastTrack.None(window.Loads));
        }

        // As the operator has it: from a day and a half on a policy that looks ahead has a forecast of its own.
        if (day >= 2 && training > LeadForecaster.LeastSteps(day))
        {
            return new BacktestForecasts(window, ForecastTrack.Of(window.Loads, day, lead, Seed, onStep));
        }

        // A day of rehearsal adapts what adapts; more of the past is learned from without being replayed.
        var from = Math.Max(Backtest.LeastTraining / 2, training - Math.Max(day, 2 * lead));
        return new BacktestForecasts(window, PooledTrack.Of(series.Loads.ToArray(), series.Start, series.Step, lead, from, onStep));
    }
}
