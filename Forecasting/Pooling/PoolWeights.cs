namespace Headroom.Forecasting.Pooling;

/// <summary>
/// Weights from mean distances: those of the quadratic program, drawn towards smoother ones, exp(−12·(CRPS/best − 1)),
/// the fewer observations there are: few choose by luck.
/// </summary>
internal static class PoolWeights
{
    private const double PriorObservations = 30;
    private const double Sharpness = 12.0;

    // Below a hundredth a member only costs paths.
    private const double Least = 0.01;

    /// <param name="distance">Sum of E|X_i − y| over the observations.</param>
    /// <param name="spread">Sum of E|X_i − X_j|, row-major.</param>
    /// <param name="count">Observations, &gt; 0.</param>
    /// <returns>Weights that sum to 1.</returns>
    public static double[] Solve(ReadOnlySpan<double> distance, ReadOnlySpan<double> spread, double count)
    {
        var n = distance.Length;
        var solved = SimplexWeights.Solve(distance, spread);
        var alone = new double[n];
        for (var i = 0; i < n; i++)
        {
            alone[i] = distance[i] - 0.5 * spread[i * n + i];
        }

        var best = Math.Max(alone.Min(), 1e-12);
        double[] smooth = [.. alone.Select(crps => Math.Exp(-Sharpness * (crps / best - 1.0)))];
        var (pull, sum) = (PriorObservations / (PriorObservations + count), smooth.Sum());
        double[] weights = [.. solved.Select((w, i) => (1 - pull) * w + pull * smooth[i] / sum).Select(w => w < Least ? 0.0 : w)];
        var total = weights.Sum();
        return [.. weights.Select(w => w / total)];
    }
}
