namespace Headroom.Placement.Fragmentation;

/// <summary>Keeps the futures of all nodes together within the demand that is expected.</summary>
/// <remarks>
/// A mean-field fixed point. Tried alone, every node counts on the same few small pods to fill its last gaps. The share of a
/// shape's pods that come to a node, θ_m, is lowered until what all nodes take together, U_m, is no more than D_m = p_m·R:
/// θ_m ← min(1, θ_m·((D_m + ½)/(U_m + ½))^.7).
/// </remarks>
internal static class DemandThinning
{
    private const double Damping = 0.7;
    private const double Least = 0.01;

    /// <param name="estimate">Its shares are updated.</param>
    /// <param name="shapes">Of the estimate's sequences.</param>
    /// <param name="states">The cluster's node states and how many nodes are in each.</param>
    /// <param name="pods">Pods that ask for GPUs, expected from now on.</param>
    /// <param name="steps">Of the iteration.</param>
    public static void Update(
        FillEstimate estimate, IReadOnlyList<TypicalPod> shapes, IReadOnlyList<(NodeState State, int Nodes)> states, double pods, int steps)
    {
        var total = shapes.Sum(s => s.Share);
        var taken = new double[shapes.Count];
        for (var step = 0; step < steps; step++)
        {
            Array.Clear(taken);
            foreach (var (state, nodes) in states)
            {
                estimate.Count(state, nodes, taken);
            }

            for (var m = 0; m < taken.Length; m++)
            {
                var ratio = (shapes[m].Share / total * pods + 0.5) / (taken[m] + 0.5);
                estimate.Comes[m] = (float)Math.Clamp(estimate.Comes[m] * Math.Pow(ratio, Damping), Least, 1);
            }
        }
    }
}
