namespace Headroom.Placement.Fragmentation;

/// <summary>What losing a place for one more pod of a shape costs: its GPUs, times the probability that more pods come than places are left.</summary>
/// <remarks>
/// Littlewood's rule of revenue management, with the supply of a shape as the inventory. Demand is Poisson, taken as normal:
/// d_m = Σ_x κ_mx·p_x·R with R the pods that are expected from now on and κ_mx the places for m that a pod x takes: of
/// multi-GPU shapes those that ask for no fewer whole GPUs and for no other models count as well.
/// </remarks>
internal sealed class CopyProtection
{
    // Below this a cost decides nothing: the next-best difference in fill is of the order of a thousandth of a GPU.
    private const double Negligible = 0.01;

    private readonly TypicalPod[] _shapes;
    private readonly double[] _demandShares;
    private readonly double[] _costs;
    private readonly List<int> _scarce = [];

    public CopyProtection(IReadOnlyList<TypicalPod> shapes)
    {
        _shapes = [.. shapes];
        _costs = new double[shapes.Count];
        _demandShares = [.. shapes.Select(m => shapes.Sum(x => Places(x.Shape, m.Shape) * x.Share))];
    }

    /// <param name="supply">Places for each shape over the whole cluster.</param>
    /// <param name="pods">Expected from now on.</param>
    /// <param name="shortageMilli">Cost of a certain shortage, in thousandths per GPU asked for.</param>
    public void Update(ReadOnlySpan<double> supply, double pods, double shortageMilli)
    {
        _scarce.Clear();
        for (var m = 0; m < _shapes.Length; m++)
        {
            var demand = _demandShares[m] * pods;
            // A quarter keeps the deviation from vanishing: a shape that is not expected may come all the same.
            var z = (supply[m] - demand - 0.5) / Math.Sqrt(demand + 0.25);
            _costs[m] = shortageMilli * _shapes[m].Shape.TotalGpuMilli / GpuLevels.Whole * NormalTail.Above(z);
            if (_costs[m] > Negligible)
            {
                _scarce.Add(m);
            }
        }
    }

    /// <returns>Value of the places a node has, in thousandths of GPUs; only scarce shapes count.</returns>
    public double ValueOf(in NodeState node)
    {
        var value = 0.0;
        foreach (var m in _scarce)
        {
            value += _costs[m] * ShapeCopies.In(node, _shapes[m].Shape);
        }

        return value;
    }

    public void AddSupply(in NodeState node, int nodes, Span<double> supply)
    {
        for (var m = 0; m < _shapes.Length; m++)
        {
            supply[m] += nodes * ShapeCopies.In(node, _shapes[m].Shape);
        }
    }

    private static int Places(in PodShape taker, in PodShape pod)
    {
        if (taker == pod)
        {
            return 1;
        }

        var isNested = (taker.Models.Bits & ~pod.Models.Bits) == 0;
        return isNested && taker.IsWhole && pod.GpuCount > 1 ? taker.GpuCount / pod.GpuCount : 0;
    }
}
