namespace Headroom.Placement.Fragmentation;

/// <summary>FGD as published: the placement by which expected fragmentation grows least.</summary>
/// <remarks>
/// Weng et al., ATC 2023; scores are whole numbers, ⌊100·σ(ΔF/1000)⌋, as in the published evaluation. Floating-point scores,
/// without those ties, allocate a point less.
/// </remarks>
public sealed class FragmentationGradientDescent : ScoredPolicy
{
    private readonly FragmentationGauge _gauge;
    private readonly Dictionary<NodeState, double> _after = [];

    /// <param name="cluster">Where pods go.</param>
    /// <param name="typical">What the pods are like.</param>
    public FragmentationGradientDescent(GpuCluster cluster, IReadOnlyList<TypicalPod> typical)
        : base(cluster) => _gauge = new FragmentationGauge(typical);

    private protected override double Score(in PodShape pod, int before, in NodeState after)
    {
        var gradient = Fragmentation(Cluster.States[before]) - Fragmentation(after.Canonical());
        return Math.Floor(100 / (1 + Math.Exp(-gradient / 1000)));
    }

    private protected override void ForgetStates() => _after.Clear();

    // Memory has no part in it, so states that differ in memory only share an entry.
    private double Fragmentation(in NodeState state)
    {
        var key = state with { MemoryMib = 0 };
        if (!_after.TryGetValue(key, out var value))
        {
            _after[key] = value = _gauge.Of(state);
        }

        return value;
    }
}
