namespace Headroom.Simulation.Backtesting;

/// <summary>All policies over the same steps of the same series.</summary>
public sealed record BacktestResult(BacktestSeries Series, BacktestSettings Settings, IReadOnlyList<BacktestRow> Rows)
{
    /// <summary>Time of the first step that counts.</summary>
    public DateTimeOffset From => Series.Start + Series.Step * Settings.Training;

    /// <summary>Steps that count.</summary>
    public int Steps => Series.Loads.Count - Settings.Training;
}
