namespace Headroom.Placement.Fleet;

/// <summary>The cheapest counts that satisfy all cuts and are not known to be too few: depth-first over types, most expensive first.</summary>
internal sealed class FleetMaster
{
    private const double Tolerance = 1e-9;

    private readonly FleetProblem _problem;
    private readonly int[] _order;
    private readonly List<FleetCut> _cuts = [];
    private readonly List<int[]> _tooFew = [];
    private readonly int[] _counts;
    private int[]? _best;
    private double _bestCost;

    public FleetMaster(FleetProblem problem)
    {
        _problem = problem;
        _counts = new int[problem.Gpus.Count];
        _order = [.. Enumerable.Range(0, problem.Gpus.Count).OrderByDescending(j => problem.Gpus[j].DollarsPerHour)];
    }

    public void Add(FleetCut cut) => _cuts.Add(cut);

    /// <summary>These counts, and so all that are nowhere larger, are not enough.</summary>
    public void AddTooFew(int[] counts) => _tooFew.Add(counts);

    /// <returns>Null when none costs less than <paramref name="limit"/>.</returns>
    public int[]? Cheapest(double limit)
    {
        (_best, _bestCost) = (null, limit);
        Array.Clear(_counts);
        Search(0, 0);
        return _best;
    }

    private void Search(int depth, double cost)
    {
        if (cost + CostToSatisfy(depth) >= _bestCost - Tolerance)
        {
            return;
        }

        var j = _order[depth];
        var price = _problem.Gpus[j].DollarsPerHour;
        var isLast = depth == _order.Length - 1;
        for (var count = isLast ? LeastOf(j) : 0; count <= _problem.Gpus[j].Available && cost + count * price < _bestCost - Tolerance; count++)
        {
            _counts[j] = count;
            if (IsEnough())
            {
                // Without the types below: more of this one only costs more.
                (_best, _bestCost) = ([.. _counts], cost + count * price);
                break;
            }

            if (!isLast)
            {
                Search(depth + 1, cost + count * price);
            }
        }

        _counts[j] = 0;
    }

    private bool IsEnough() => _cuts.TrueForAll(c => c.Left(_counts) <= Tolerance) && !_tooFew.Exists(f => IsWithin(_counts, f));

    // With all other types settled, what the cuts ask of this one; more than can be had when a cut gives it no weight.
    private int LeastOf(int j)
    {
        var least = 0.0;
        foreach (var cut in _cuts)
        {
            var left = cut.Left(_counts);
            least = left > Tolerance ? Math.Max(least, cut.Weights[j] > 0 ? left / cut.Weights[j] : int.MaxValue) : least;
        }

        return (int)Math.Min(int.MaxValue, Math.Ceiling(least - Tolerance));
    }

    // For each cut alone, what is still needed bought where the weight costs least; the dearest cut bounds them all.
    private double CostToSatisfy(int depth)
    {
        var least = 0.0;
        foreach (var cut in _cuts)
        {
            var left = cut.Left(_counts);
            if (left <= Tolerance)
            {
                continue;
            }

            var perWeight = double.PositiveInfinity;
            for (var d = depth; d < _order.Length; d++)
            {
                var j = _order[d];
                perWeight = cut.Weights[j] > 0 ? Math.Min(perWeight, _problem.Gpus[j].DollarsPerHour / cut.Weights[j]) : perWeight;
            }

            least = Math.Max(least, left * perWeight);
        }

        return least;
    }

    private static bool IsWithin(int[] counts, int[] limit)
    {
        for (var j = 0; j < counts.Length; j++)
        {
            if (counts[j] > limit[j])
            {
                return false;
            }
        }

        return true;
    }
}
