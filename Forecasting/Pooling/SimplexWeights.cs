namespace Headroom.Forecasting.Pooling;

/// <summary>
/// The weights of a linear pool with the least mean CRPS: minimise a·w − ½·wᵀBw over w ≥ 0, Σw = 1, with
/// a_i = E|X_i − y| and B_ij = E|X_i − X_j|. The problem is convex, since −B is positive semi-definite where Σw is fixed.
/// </summary>
public static class SimplexWeights
{
    private const int MaxSweeps = 2_000;

    /// <param name="distance">a, one mean distance per member.</param>
    /// <param name="spread">B, row-major and symmetric.</param>
    /// <returns>Weights that sum to 1.</returns>
    /// <remarks>Exact line search along every pair (i gains what j loses) until no pair gains.</remarks>
    public static double[] Solve(ReadOnlySpan<double> distance, ReadOnlySpan<double> spread)
    {
        var n = distance.Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var weights = new double[n];
        Array.Fill(weights, 1.0 / n);
        Span<double> gradient = stackalloc double[n];
        for (var i = 0; i < n; i++)
        {
            gradient[i] = distance[i];
            for (var j = 0; j < n; j++)
            {
                gradient[i] -= spread[i * n + j] * weights[j];
            }
        }

        for (var sweep = 0; sweep < MaxSweeps && Sweep(weights, gradient, spread) > 1e-9; sweep++)
        {
        }

        return weights;
    }

    private static double Sweep(double[] weights, Span<double> gradient, ReadOnlySpan<double> spread)
    {
        var n = weights.Length;
        var moved = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                // Along e_i − e_j the curvature is 2B_ij − B_ii − B_jj.
                var curvature = 2 * spread[i * n + j] - spread[i * n + i] - spread[j * n + j];
                var slope = gradient[i] - gradient[j];
                var step = curvature > 1e-15 ? -slope / curvature : -Math.Sign(slope);
                step = Math.Clamp(step, -weights[i], weights[j]);
                weights[i] += step;
                weights[j] -= step;
                moved += Math.Abs(step);
                for (var k = 0; k < n; k++)
                {
                    gradient[k] -= step * (spread[k * n + i] - spread[k * n + j]);
                }
            }
        }

        return moved;
    }
}
