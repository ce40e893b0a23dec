using System.Numerics.Tensors;
using Headroom.Forecasting.Pooling;

namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>
/// Pool weights per container and indicator from validation rows. An indicator's own mean distances are joined with
/// those of the same indicator elsewhere: six hundred rows alone would choose by luck.
/// </summary>
internal static class FisherWeights
{
    // Chosen on validation rows: weights from the first half, scores on the second.
    private const double Elsewhere = 2.0;

    /// <param name="measured">Mean distances by container and indicator.</param>
    public static double[][][] Solve((double[] Distance, double[] Spread)[][] measured) =>
        [.. measured.Select((own, i) => own.Select((_, k) => Solve(measured, i, k)).ToArray())];

    private static double[] Solve((double[] Distance, double[] Spread)[][] measured, int i, int k)
    {
        var (own, spread) = Relative(measured[i][k]);
        for (var other = 0; other < measured.Length; other++)
        {
            var (distance, between) = Relative(measured[other][k]);
            TensorPrimitives.MultiplyAdd(distance, Elsewhere / measured.Length, own, own);
            TensorPrimitives.MultiplyAdd(between, Elsewhere / measured.Length, spread, spread);
        }

        return SimplexWeights.Solve(own, spread);
    }

    // In multiples of the best member's distance, so that no container outvotes another by its scale.
    private static (double[] Distance, double[] Spread) Relative((double[] Distance, double[] Spread) measured)
    {
        var best = Math.Max(measured.Distance.Min(), 1e-6);
        return (Array.ConvertAll(measured.Distance, d => d / best), Array.ConvertAll(measured.Spread, s => s / best));
    }
}
