namespace Headroom.Placement.Fleet;

/// <summary>Branch and bound over the counts, the dearest type first; each node is bounded by its exact relaxation.</summary>
internal sealed class FleetSearch
{
    private const double Tolerance = 1e-9;
    private const double Impossible = 1e-6;

    // Dollars for an overload worth one dollar: dear enough that no bound hides one.
    private const double Penalty = 1_000;

    // Share of the effort after which counts are put off until the rest is known.
    private const int PutOffAfter = 20;

    private readonly FleetProblem _problem;
    private readonly FleetRelaxation _relaxation;
    private readonly FleetAssigner _assigner;
    private readonly SliceBounds _all;
    private readonly int[] _order;
    private readonly int[] _counts;
    private readonly double[] _prices;
    private readonly double[] _limits;
    private readonly int _effort;
    private readonly List<int[]> _undecided = [];

    public FleetSearch(FleetProblem problem, int effort)
    {
        (_problem, _effort) = (problem, effort);
        _relaxation = new FleetRelaxation(problem);
        _assigner = new FleetAssigner(problem, _relaxation);
        _all = new SliceBounds(problem);
        _order = [.. Enumerable.Range(0, problem.Gpus.Count).OrderByDescending(j => problem.Gpus[j].DollarsPerHour)];
        _counts = new int[problem.Gpus.Count];
        _prices = [.. problem.Gpus.Select(static g => g.DollarsPerHour)];
        _limits = [.. problem.Gpus.Select(static g => (double)g.Available)];
    }

    public double BestCost { get; private set; } = double.PositiveInfinity;

    public int[]? BestCounts { get; private set; }

    public int[][]? BestSlices { get; private set; }

    /// <summary>No plan costs less. Until everything was searched it is that of the first relaxation.</summary>
    public double Bound { get; private set; }

    private bool IsExhausted => _relaxation.Solved >= _effort;

    public void Offer(int[] counts, int[][] slices)
    {
        if (_problem.Cost(counts) is var cost && cost < BestCost - Tolerance)
        {
            (BestCost, BestCounts, BestSlices) = (cost, [.. counts], slices);
        }
    }

    public void Run()
    {
        if (_relaxation.Solve(new double[_counts.Length], _limits, penalty: 1, _all, new double[_counts.Length], Impossible) >= Impossible)
        {
            Bound = BestCost; // even cut slices do not fit all that can be had
            return;
        }

        Bound = _relaxation.Solve(_prices, _limits, Penalty, _all, new double[_counts.Length], double.PositiveInfinity);
        Search(0, 0, new double[_counts.Length]);
        if (IsExhausted)
        {
            Bound = Math.Min(Bound, BestCost);
            return;
        }

        _undecided.RemoveAll(Settles);
        Bound = _undecided.Select(c => _problem.Cost(c)).Append(BestCost).Min();
    }

    // Counts that were put off, tried with all the effort that is left.
    private bool Settles(int[] counts)
    {
        if (_problem.Cost(counts) >= BestCost - Tolerance)
        {
            return true;
        }

        var answer = _assigner.Decide(counts, Math.Max(1, _effort - _relaxation.Solved));
        if (answer is true)
        {
            Offer(counts, _assigner.Found!); // it was found
        }

        return answer is not null;
    }

    /// <returns>Whether anything cheaper than the best could have been below.</returns>
    private bool Search(int depth, double cost, double[] guide)
    {
        var bound = cost + _relaxation.Solve(_prices, _limits, Penalty, _all, guide, BestCost - cost - Tolerance);
        if (bound >= BestCost - Tolerance)
        {
            return false;
        }

        var type = _order[depth];
        var load = _relaxation.LoadOf(type);
        double[] shadow = [.. _relaxation.ShadowPrices];
        shadow[type] += _prices[type]; // once its count is fixed a GPU of it is worth what it cost
        if (depth == _order.Length - 1)
        {
            Finish(type, cost, (int)Math.Min(int.MaxValue / 2, Math.Ceiling(load - Tolerance)));
            return true;
        }

        // The bound is convex in the count and least at the load: away from it each side ends with its first failure.
        var (price, limit) = (_prices[type], _limits[type]);
        var below = (int)Math.Min(Math.Floor(load + Tolerance), limit);
        _prices[type] = 0;
        for (var count = below; count >= 0 && !IsExhausted && Try(count); count--)
        {
        }

        for (var count = below + 1; count <= limit && !IsExhausted && Try(count); count++)
        {
        }

        (_prices[type], _limits[type], _counts[type]) = (price, limit, 0);
        return true;

        bool Try(int count)
        {
            _counts[type] = count;
            _limits[type] = count;
            return Search(depth + 1, cost + count * price, shadow);
        }
    }

    private void Finish(int type, double cost, int least)
    {
        var price = _prices[type];
        for (var count = least; count <= _limits[type] && cost + count * price < BestCost - Tolerance; count++)
        {
            _counts[type] = count;
            var answer = _assigner.Decide(_counts, Math.Max(1, _effort / PutOffAfter));
            if (answer is true)
            {
                Offer(_counts, _assigner.Found!); // it was found
                break;
            }

            if (answer is null)
            {
                _undecided.Add([.. _counts]);
            }

            if (IsExhausted)
            {
                break;
            }
        }

        _counts[type] = 0;
    }
}
