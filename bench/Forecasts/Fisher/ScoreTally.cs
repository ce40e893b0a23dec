namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>Means over scored rows.</summary>
internal sealed class ScoreTally
{
    private double _squares;
    private double _crps;
    private int _inside;
    private int _rows;

    public double Mse => _squares / _rows;

    public double Crps => _crps / _rows;

    /// <summary>Share of rows inside the central 90% band.</summary>
    public double Coverage => _inside / (double)_rows;

    public void Add(double error, double crps, bool isInside)
    {
        _squares += error * error;
        _crps += crps;
        _inside += isInside ? 1 : 0;
        _rows++;
    }

    /// <summary>The mean over several tallies, each counting the same.</summary>
    public static (double Mse, double Crps, double Coverage) Mean(IReadOnlyCollection<ScoreTally> tallies) =>
        (tallies.Average(t => t.Mse), tallies.Average(t => t.Crps), tallies.Average(t => t.Coverage));
}
