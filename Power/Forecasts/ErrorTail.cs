namespace Headroom.Power.Forecasts;

/// <summary>How far a peak has passed its forecast, as a histogram with a tail that goes on beyond what was seen.</summary>
/// <remarks>
/// Up to the 10th largest of n errors the quantile is the observed one. Beyond, errors fall by a factor of ten for every
/// distance between the 100th and the 10th largest: an exponential tail with the slope that was seen last.
/// </remarks>
internal sealed class ErrorTail
{
    private const int Bins = 256;
    private const int Near = 10;
    private const int Far = 100;
    private const int RefreshEvery = 64;

    private readonly int[] _counts = new int[Bins];
    private readonly double _width;
    private readonly double _risk;
    private int _sinceRefresh;
    private double _quantile;

    /// <param name="range">Errors from −¼ of it to ¾ of it are told apart, watts.</param>
    /// <param name="risk">Accepted probability that an error is larger than <see cref="Quantile"/>, in (0, ½).</param>
    public ErrorTail(double range, double risk)
    {
        (_width, _risk) = (range / Bins, risk);
    }

    public int Count { get; private set; }

    /// <summary>Watts; what it was at the last refresh, every 64 errors.</summary>
    public double Quantile => _quantile;

    public void Add(double error)
    {
        _counts[Math.Clamp((int)(error / _width) + Bins / 4, 0, Bins - 1)]++;
        Count++;
        if (++_sinceRefresh >= RefreshEvery)
        {
            _sinceRefresh = 0;
            _quantile = Compute();
        }
    }

    private double Compute()
    {
        var expected = _risk * Count;
        if (expected >= Near)
        {
            return Above(expected);
        }

        var near = Above(Near);
        var slope = (near - Above(Far)) / Math.Log((double)Far / Near);
        return near + Math.Max(slope, _width / 4) * Math.Log(Near / expected);
    }

    /// <summary>The error that so many are larger than, straight within a bin.</summary>
    private double Above(double many)
    {
        var seen = 0.0;
        for (var bin = Bins - 1; bin >= 0; bin--)
        {
            if (seen + _counts[bin] >= many)
            {
                return (bin + 1 - Bins / 4 - (many - seen) / _counts[bin]) * _width;
            }

            seen += _counts[bin];
        }

        return -Bins / 4 * _width;
    }
}
