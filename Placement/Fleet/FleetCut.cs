namespace Headroom.Placement.Fleet;

/// <summary>Every sufficient B has Σ_j Weights_j·B_j ≥ Need.</summary>
/// <remarks>For any weights λ ≥ 0: whatever type a slice goes to, it adds at least min_j λ_j·L_ij to Σ_j λ_j·B_j.</remarks>
internal sealed record FleetCut(double[] Weights, double Need)
{
    public static FleetCut Of(FleetProblem problem, double[] weights)
    {
        var need = 0.0;
        foreach (var bucket in problem.Buckets)
        {
            var least = double.PositiveInfinity;
            for (var j = 0; j < weights.Length; j++)
            {
                var load = bucket.LoadPerSlice[j];
                least = double.IsFinite(load) ? Math.Min(least, weights[j] * load) : least;
            }

            need += bucket.Slices * least;
        }

        return new FleetCut(weights, need);
    }

    public double Left(ReadOnlySpan<int> counts)
    {
        var left = Need;
        for (var j = 0; j < counts.Length; j++)
        {
            left -= Weights[j] * counts[j];
        }

        return left;
    }
}
