namespace Headroom.Simulation.Workloads;

/// <summary>A rate that swings over the day: mean · (1 + swing · cos 2π(t − peak)/day).</summary>
public sealed class DiurnalRate
{
    private const double Day = 86_400;
    private const double Turn = 2 * Math.PI / Day;

    private readonly double _mean;
    private readonly double _swing;
    private readonly double _peak;

    /// <param name="perSecond">Mean rate, &gt; 0.</param>
    /// <param name="swing">In [0, 1): at .5 the peak is three times the trough.</param>
    /// <param name="peak">Time of day of the highest rate.</param>
    public DiurnalRate(double perSecond, double swing, TimeSpan peak)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(perSecond, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(swing);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(swing, 1);
        (_mean, _swing, _peak) = (perSecond, swing, peak.TotalSeconds);
    }

    /// <summary>Requests per second.</summary>
    /// <param name="second">From midnight of the first day.</param>
    public double At(double second) => _mean * (1 + _swing * Math.Cos(Turn * (second - _peak)));

    /// <summary>Requests expected from midnight of the first day.</summary>
    public double Expected(double second) =>
        _mean * (second + _swing / Turn * (Math.Sin(Turn * (second - _peak)) + Math.Sin(Turn * _peak)));

    /// <summary>When so many requests are expected: turns gaps at rate 1 into gaps at this rate.</summary>
    /// <param name="requests">≥ 0.</param>
    /// <returns>Seconds from midnight of the first day.</returns>
    public double SecondOf(double requests)
    {
        // The wave moves it by less than a day's worth either way; the rate is positive, so halving converges.
        var (low, high) = (Math.Max(requests / _mean - Day, 0), requests / _mean + Day);
        while (high - low > 1e-7 * Math.Max(1, low))
        {
            var middle = (low + high) / 2;
            (low, high) = Expected(middle) < requests ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
