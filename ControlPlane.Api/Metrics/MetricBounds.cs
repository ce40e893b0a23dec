using System.Diagnostics.Metrics;

namespace Headroom.ControlPlane.Api.Metrics;

/// <summary>The bucket bounds an instrument advises.</summary>
internal static class MetricBounds
{
    /// <returns>Ascending, finite; null when the instrument says nothing.</returns>
    public static double[]? Of(Instrument instrument) => instrument switch
    {
        Histogram<double> h => From(h.Advice),
        Histogram<float> h => From(h.Advice),
        Histogram<long> h => From(h.Advice),
        Histogram<int> h => From(h.Advice),
        _ => null,
    };

    private static double[]? From<T>(InstrumentAdvice<T>? advice)
        where T : struct =>
        advice?.HistogramBucketBoundaries is { Count: > 0 } bounds
            ? [.. bounds.Select(static b => Convert.ToDouble(b)).Where(double.IsFinite).Order()]
            : null;
}
