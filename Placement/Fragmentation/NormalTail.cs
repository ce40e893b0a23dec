namespace Headroom.Placement.Fragmentation;

/// <summary>The upper tail of the standard normal distribution.</summary>
internal static class NormalTail
{
    /// <returns>P(Z &gt; z), absolute error below 1e-7.</returns>
    /// <remarks>Abramowitz and Stegun, 26.2.17.</remarks>
    public static double Above(double z)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(z));
        var series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * series;
        return z >= 0 ? tail : 1 - tail;
    }
}
