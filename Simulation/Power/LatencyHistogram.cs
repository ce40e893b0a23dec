namespace Headroom.Simulation.Power;

/// <summary>Latencies in bins of a tenth of a percent, so that quantiles of two runs compare within that.</summary>
public sealed class LatencyHistogram
{
    private const double Smallest = .01;
    private const double BinsPerUnit = 1000;

    private readonly int[] _counts = new int[14_000];

    public long Count { get; private set; }

    public void Add(double seconds)
    {
        var bin = (int)(Math.Log(Math.Max(seconds, Smallest) / Smallest) * BinsPerUnit);
        _counts[Math.Min(bin, _counts.Length - 1)]++;
        Count++;
    }

    public void AddAll(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
    }

    /// <returns>Seconds, straight within the bin; not a number when nothing was added.</returns>
    public double Quantile(double level)
    {
        var wanted = level * Count;
        var seen = 0.0;
        for (var i = 0; i < _counts.Length; i++)
        {
            if (seen + _counts[i] >= wanted && _counts[i] > 0)
            {
                return Smallest * Math.Exp((i + (wanted - seen) / _counts[i]) / BinsPerUnit);
            }

            seen += _counts[i];
        }

        return double.NaN;
    }
}
