namespace Headroom.Forecasting.Pooling;

/// <summary>A linear pool of members that are known by a few quantiles each: where an observation falls in it, and its own quantiles.</summary>
internal static class PoolPoints
{
    /// <summary>One member's probability below the observation and at or below it.</summary>
    /// <param name="points">The member's quantiles at (i + ½)/n, ascending.</param>
    public static (double Low, double High) Pit(ReadOnlySpan<float> points, float observed)
    {
        var (below, atMost) = (0, 0);
        foreach (var value in points)
        {
            below += value < observed ? 1 : 0;
            atMost += value <= observed ? 1 : 0;
        }

        // Between two quantiles it may be anywhere between their probabilities.
        return (Math.Max(0.0, (below - 0.5) / points.Length), Math.Min(1.0, (atMost + 0.5) / points.Length));
    }

    /// <summary>The pool's: the members' weighted means.</summary>
    /// <param name="points">members × n quantiles.</param>
    /// <param name="weights">One per member, summing to 1.</param>
    public static (double Low, double High) Pit(ReadOnlySpan<float> points, ReadOnlySpan<double> weights, float observed)
    {
        var n = points.Length / weights.Length;
        var (low, high) = (0.0, 0.0);
        for (var m = 0; m < weights.Length; m++)
        {
            var own = Pit(points.Slice(m * n, n), observed);
            (low, high) = (low + weights[m] * own.Low, high + weights[m] * own.High);
        }

        return (low, high);
    }

    /// <summary>Quantiles of the pool.</summary>
    /// <param name="points">members × n quantiles.</param>
    /// <param name="weights">One per member, summing to 1.</param>
    /// <param name="probabilities">Ascending.</param>
    /// <param name="quantiles">Receives one per probability.</param>
    public static void Quantiles(ReadOnlySpan<float> points, ReadOnlySpan<double> weights, ReadOnlySpan<double> probabilities, Span<float> quantiles)
    {
        var n = points.Length / weights.Length;
        Span<float> values = stackalloc float[points.Length];
        Span<double> shares = stackalloc double[points.Length];
        points.CopyTo(values);
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = weights[i / n] / n;
        }

        values.Sort(shares);
        var (at, sum) = (0, shares[0]);
        for (var q = 0; q < probabilities.Length; q++)
        {
            while (at < values.Length - 1 && sum < probabilities[q])
            {
                sum += shares[++at];
            }

            quantiles[q] = values[at];
        }
    }
}
