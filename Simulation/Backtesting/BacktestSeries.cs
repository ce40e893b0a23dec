namespace Headroom.Simulation.Backtesting;

/// <summary>A history to replay.</summary>
/// <param name="Name">Where it came from, for the report.</param>
/// <param name="Start">Time of the first load.</param>
/// <param name="Step">Spacing.</param>
/// <param name="Loads">Demand's unit, in time order; NaN where missing, at least one is not.</param>
public sealed record BacktestSeries(string Name, DateTimeOffset Start, TimeSpan Step, IReadOnlyList<double> Loads)
{
    /// <summary>Steps without a value.</summary>
    public int Gaps => Loads.Count(static l => !double.IsFinite(l));

    /// <summary>Gaps repeat the load before them; demand is never below zero.</summary>
    public double[] Filled()
    {
        var filled = Loads.ToArray();
        var last = Loads.First(double.IsFinite);
        for (var t = 0; t < filled.Length; t++)
        {
            last = double.IsFinite(filled[t]) ? filled[t] : last;
            filled[t] = Math.Max(last, 0.0);
        }

        return filled;
    }
}
