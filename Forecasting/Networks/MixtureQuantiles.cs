namespace Headroom.Forecasting.Networks;

/// <summary>Quantiles of a mixture of Gaussians.</summary>
internal static class MixtureQuantiles
{
    private const int Even = 128;
    private const int PerComponent = 16;

    /// <summary>Quantiles at (i + ½)/n, ascending, from the distribution function on a grid between the outermost 4σ.</summary>
    public static void Fill(ReadOnlySpan<float> weights, ReadOnlySpan<float> means, ReadOnlySpan<float> sigmas, Span<float> points)
    {
        float low = float.MaxValue, high = float.MinValue;
        for (var k = 0; k < weights.Length; k++)
        {
            // A component with no weight must not stretch the grid.
            if (weights[k] > 1e-4f)
            {
                low = Math.Min(low, means[k] - 4 * sigmas[k]);
                high = Math.Max(high, means[k] + 4 * sigmas[k]);
            }
        }

        // Evenly spaced points and, where a narrow component would fall between two of them, points around each mean.
        Span<float> grid = stackalloc float[Even + PerComponent * weights.Length];
        for (var i = 0; i < Even; i++)
        {
            grid[i] = low + (high - low) * i / (Even - 1);
        }

        for (var k = 0; k < weights.Length; k++)
        {
            for (var i = 0; i < PerComponent; i++)
            {
                grid[Even + PerComponent * k + i] = Math.Clamp(means[k] + sigmas[k] * (i - 7.5f) / 2.5f, low, high);
            }
        }

        grid.Sort();
        Invert(grid, weights, means, sigmas, points);
    }

    private static void Invert(
        ReadOnlySpan<float> grid, ReadOnlySpan<float> weights, ReadOnlySpan<float> means, ReadOnlySpan<float> sigmas, Span<float> points)
    {
        var next = 0;
        double before = 0, total = Cdf(grid[^1], weights, means, sigmas);
        for (var i = 0; i < grid.Length && next < points.Length; i++)
        {
            var reached = Cdf(grid[i], weights, means, sigmas) / total;
            while (next < points.Length && reached >= (next + 0.5) / points.Length)
            {
                var part = i == 0 || reached - before < 1e-12 ? 1.0 : ((next + 0.5) / points.Length - before) / (reached - before);
                points[next++] = i == 0 ? grid[0] : (float)(grid[i - 1] + (grid[i] - grid[i - 1]) * Math.Clamp(part, 0, 1));
            }

            before = reached;
        }

        points[next..].Fill(grid[^1]);
    }

    private static double Cdf(float x, ReadOnlySpan<float> weights, ReadOnlySpan<float> means, ReadOnlySpan<float> sigmas)
    {
        var sum = 0.0;
        for (var k = 0; k < weights.Length; k++)
        {
            sum += weights[k] * NormalCdf((x - means[k]) / sigmas[k]);
        }

        return sum;
    }

    // Abramowitz and Stegun 26.2.17: absolute error below 7.5e-8.
    private static float NormalCdf(float z)
    {
        var t = 1 / (1 + 0.2316419f * Math.Abs(z));
        var tail = 0.39894228f * MathF.Exp(-0.5f * z * z) * t
            * (0.31938153f + t * (-0.356563782f + t * (1.781477937f + t * (-1.821255978f + t * 1.330274429f))));
        return z >= 0 ? 1 - tail : tail;
    }
}
