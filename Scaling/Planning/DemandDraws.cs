namespace Headroom.Scaling.Planning;

/// <summary>A predictive distribution of demand as weighted draws; what a forecast becomes for a decision.</summary>
/// <param name="Values">n ≥ 1 draws, demand's unit, any order.</param>
/// <param name="Weights">n weights ≥ 0 with a positive sum.</param>
public readonly record struct DemandDraws(ReadOnlyMemory<float> Values, ReadOnlyMemory<float> Weights)
{
    // Between two probabilities of a grid the tail falls exponentially: so many draws follow it closer than a replica.
    private const int DrawsPerPiece = 6;

    /// <summary>Draws of a distribution that is known by its upper side.</summary>
    /// <param name="point">Expected demand; what lies below the grid is where the mean becomes this, as far as it can.</param>
    /// <param name="loads">Ascending, at least one; what exceeds the last counts as it.</param>
    /// <param name="exceedance">Probability of exceeding each, falling, in (0, 1).</param>
    public static DemandDraws OfTail(double point, ReadOnlySpan<double> loads, ReadOnlySpan<double> exceedance)
    {
        ArgumentOutOfRangeException.ThrowIfZero(loads.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(exceedance.Length, loads.Length);
        var count = ((loads.Length - 1) * DrawsPerPiece) + 2;
        var (values, weights) = (new float[count], new float[count]);
        var (next, mean) = (1, 0.0);
        for (var i = 1; i < loads.Length; i++)
        {
            var (slope, above) = (Math.Log(exceedance[i] / exceedance[i - 1]), exceedance[i - 1]);
            for (var k = 1; k <= DrawsPerPiece; k++)
            {
                var below = exceedance[i - 1] * Math.Exp(slope * k / DrawsPerPiece);
                values[next] = (float)(loads[i - 1] + ((loads[i] - loads[i - 1]) * (k - 0.5) / DrawsPerPiece));
                weights[next] = (float)(above - below);
                mean += (double)weights[next] * values[next];
                (next, above) = (next + 1, below);
            }
        }

        (values[next], weights[next]) = ((float)loads[^1], (float)exceedance[^1]);
        mean += exceedance[^1] * loads[^1];
        weights[0] = (float)(1.0 - exceedance[0]);
        values[0] = (float)Math.Clamp((point - mean) / (1.0 - exceedance[0]), 0.0, Math.Max(loads[0], 0.0));
        return new DemandDraws(values, weights);
    }

    /// <summary>Demand by which the probability to exceed falls e-fold, from the 90% to the 99% quantile; ≥ 0.</summary>
    public double PerFold()
    {
        var values = Values.ToArray();
        var weights = Weights.ToArray();
        Array.Sort(values, weights);
        return (Quantile(values, weights, 0.99) - Quantile(values, weights, 0.9)) / Math.Log(10);
    }

    private static double Quantile(ReadOnlySpan<float> sorted, ReadOnlySpan<float> weights, double probability)
    {
        var wanted = probability * System.Numerics.Tensors.TensorPrimitives.Sum(weights);
        var (below, i) = (0.0, 0);
        while (i < sorted.Length - 1 && below + weights[i] < wanted)
        {
            below += weights[i++];
        }

        return sorted[i];
    }
}
