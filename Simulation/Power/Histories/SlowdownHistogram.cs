namespace Headroom.Simulation.Power.Histories;

/// <summary>How much longer work took, weighed by the work.</summary>
internal sealed class SlowdownHistogram
{
    private const double BinWidth = .001;

    private readonly double[] _weights = new double[20_000];
    private double _weight;
    private double _sum;

    public double Mean => _weight > 0 ? _sum / _weight : 0;

    /// <param name="slowdown">Relative, ≥ 0.</param>
    public void Add(double slowdown, double weight)
    {
        _weights[(int)Math.Min(Math.Ceiling(slowdown / BinWidth), _weights.Length - 1)] += weight;
        _weight += weight;
        _sum += weight * slowdown;
    }

    /// <returns>The slowdown that this share of the work stays within, up to a tenth of a percent more; at most 20.</returns>
    public double Quantile(double level)
    {
        var seen = 0.0;
        for (var bin = 0; bin < _weights.Length; bin++)
        {
            seen += _weights[bin];
            if (seen >= level * _weight)
            {
                return bin * BinWidth;
            }
        }

        return (_weights.Length - 1) * BinWidth;
    }
}
