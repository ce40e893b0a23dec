namespace Headroom.Scaling.Planning;

/// <summary>A predictive distribution of demand as weighted draws; what a forecast becomes for a decision.</summary>
/// <param name="Values">n ≥ 1 draws, demand's unit, any order.</param>
/// <param name="Weights">n weights ≥ 0 with a positive sum.</param>
public readonly record struct DemandDraws(ReadOnlyMemory<float> Values, ReadOnlyMemory<float> Weights)
{
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
