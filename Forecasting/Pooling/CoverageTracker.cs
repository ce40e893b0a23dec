namespace Headroom.Forecasting.Pooling;

/// <summary>Share of recent observations that fell inside the band predicted for them one step earlier.</summary>
public sealed class CoverageTracker
{
    private const int Window = 240;
    private const int Enough = 30;

    private readonly bool[] _hits = new bool[Window];
    private int _seen;

    /// <summary>In [0, 1]; null until 30 observations were scored.</summary>
    public double? Coverage
    {
        get
        {
            var count = Math.Min(_seen, Window);
            return count < Enough ? null : _hits.AsSpan(0, count).Count(true) / (double)count;
        }
    }

    public void Score(double lower, double upper, double observed)
    {
        if (double.IsFinite(observed))
        {
            _hits[_seen++ % Window] = observed >= lower && observed <= upper;
        }
    }
}
