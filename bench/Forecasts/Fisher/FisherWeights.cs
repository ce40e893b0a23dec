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

    /// <param name="measured">Validation distances by container and indicator.</param>
    public static double[][][] Solve(MeanDistances[][] measured) =>
        [.. measured.Select(own => own.Select((distances, k) => Solve(distances, measured, k)).ToArray())];

    /// <summary>The weights of one indicator.</summary>
    /// <param name="ownDistances">Its own, possibly over more rows than the validation's.</param>
    /// <param name="measured">Validation distances by container and indicator.</param>
    /// <param name="k">The indicator.</param>
    public static double[] Solve(MeanDistances ownDistances, MeanDistances[][] measured, int k)
    {
        var (own, spread) = ownDistances.Relative();
        foreach (var container in measured)
        {
            var (distance, between) = container[k].Relative();
            TensorPrimitives.MultiplyAdd(distance, Elsewhere / measured.Length, own, own);
            TensorPrimitives.MultiplyAdd(between, Elsewhere / measured.Length, spread, spread);
        }

        return SimplexWeights.Solve(own, spread);
    }
}
