namespace Headroom.Placement.Fleet;

/// <summary>Whether given counts can serve every slice whole: branch and bound on cut slices, with repair of what is rounded.</summary>
internal sealed class FleetAssigner(FleetProblem problem, FleetRelaxation relaxation)
{
    private const double Tolerance = 1e-7;
    private const double RoomShare = 0.1;

    private readonly double[] _free = new double[problem.Gpus.Count];
    private readonly double[] _limits = new double[problem.Gpus.Count];
    private double _room;
    private int _left;

    /// <summary>Slices of each bucket by type, when the counts are enough.</summary>
    public int[][]? Found { get; private set; }

    /// <param name="counts">GPUs by type.</param>
    /// <param name="effort">Relaxations at most.</param>
    /// <returns>Whether there is an assignment; null when the effort did not suffice to tell.</returns>
    public bool? Decide(int[] counts, int effort)
    {
        (Found, _left) = (null, effort);
        // The relaxation leaves as much room as it can find, so that rounding has some.
        _room = RoomShare * problem.Cost(counts);
        for (var j = 0; j < counts.Length; j++)
        {
            _limits[j] = counts[j] - _room / problem.Gpus[j].DollarsPerHour;
        }

        return Branch(counts, new SliceBounds(problem), _free) ? true : _left > 0 ? false : null;
    }

    private bool Branch(int[] counts, SliceBounds bounds, double[] guide)
    {
        if (--_left <= 0 || relaxation.Solve(_free, _limits, penalty: 1, bounds, guide, cutoff: _room + Tolerance) >= _room + Tolerance)
        {
            return false;
        }

        double[] shadow = [.. relaxation.ShadowPrices];
        var shares = relaxation.Shares();
        if (FleetRounding.TryAssign(problem, counts, shares) is { } slices)
        {
            Found = slices;
            return true;
        }

        if (MostCut(shares) is not { } cut)
        {
            return false; // whole already, and overloaded by a rounding error of the relaxation
        }

        var (least, most) = bounds[cut.Bucket, cut.Type];
        var below = (int)Math.Floor(shares[cut.Bucket, cut.Type]);
        var isUpFirst = shares[cut.Bucket, cut.Type] - below > 0.5;
        for (var side = 0; side < 2; side++)
        {
            bounds[cut.Bucket, cut.Type] = side == 0 == isUpFirst ? (below + 1, most) : (least, below);
            var isFound = Branch(counts, bounds, shadow);
            bounds[cut.Bucket, cut.Type] = (least, most);
            if (isFound)
            {
                return true;
            }
        }

        return false;
    }

    // Where the rounding costs most: the largest slice that is cut.
    private (int Bucket, int Type)? MostCut(double[,] shares)
    {
        (int, int)? most = null;
        var worth = Tolerance;
        for (var b = 0; b < problem.Buckets.Count; b++)
        {
            for (var j = 0; j < problem.Gpus.Count; j++)
            {
                var part = shares[b, j] - Math.Floor(shares[b, j]);
                if (Math.Min(part, 1 - part) > 1e-6 && Math.Min(part, 1 - part) * problem.Buckets[b].LoadPerSlice[j] * problem.Gpus[j].DollarsPerHour is var loss && loss > worth)
                {
                    (most, worth) = ((b, j), loss);
                }
            }
        }

        return most;
    }
}
