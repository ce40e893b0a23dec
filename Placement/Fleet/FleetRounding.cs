namespace Headroom.Placement.Fleet;

/// <summary>Whole slices from fractional shares, then moves and swaps until no type is overloaded.</summary>
internal static class FleetRounding
{
    private const int MaxMoves = 2_000;
    private const double Tolerance = 1e-9;

    /// <param name="share">By bucket and type, any scale.</param>
    /// <returns>Null when none was found, which proves nothing.</returns>
    public static int[][]? TryAssign(FleetProblem problem, int[] counts, double[,] share)
    {
        var slices = new int[problem.Buckets.Count][];
        var load = new double[counts.Length];
        for (var b = 0; b < slices.Length; b++)
        {
            slices[b] = Rounded(problem.Buckets[b], share, b);
            for (var j = 0; j < load.Length; j++)
            {
                load[j] += slices[b][j] > 0 ? slices[b][j] * problem.Buckets[b].LoadPerSlice[j] : 0;
            }
        }

        for (var move = 0; move < MaxMoves; move++)
        {
            var worst = Worst(counts, load);
            if (worst < 0)
            {
                return slices;
            }

            if (!TryRelieve(problem, counts, slices, load, worst) && !TrySwap(problem, counts, slices, load, worst))
            {
                return null;
            }
        }

        return null;
    }

    // Largest remainders.
    private static int[] Rounded(FleetBucket bucket, double[,] share, int b)
    {
        var types = bucket.LoadPerSlice.Count;
        var total = Enumerable.Range(0, types).Sum(j => share[b, j]);
        double[] exact = [.. Enumerable.Range(0, types).Select(j => bucket.Slices * share[b, j] / total)];
        int[] rounded = [.. exact.Select(e => (int)Math.Floor(e + Tolerance))];
        foreach (var j in Enumerable.Range(0, types).OrderByDescending(j => exact[j] - rounded[j]).Take(bucket.Slices - rounded.Sum()))
        {
            rounded[j]++;
        }

        return rounded;
    }

    private static int Worst(int[] counts, double[] load)
    {
        var (worst, excess) = (-1, Tolerance);
        for (var j = 0; j < load.Length; j++)
        {
            if (load[j] - counts[j] > excess)
            {
                (worst, excess) = (j, load[j] - counts[j]);
            }
        }

        return worst;
    }

    // The move away from a type that lowers the sum of overloads most; it must lower it.
    private static bool TryRelieve(FleetProblem problem, int[] counts, int[][] slices, double[] load, int from)
    {
        var (gain, bucket, target) = (Tolerance, -1, -1);
        for (var b = 0; b < slices.Length; b++)
        {
            var loads = problem.Buckets[b].LoadPerSlice;
            for (var to = 0; to < load.Length && slices[b][from] > 0; to++)
            {
                if (to == from || counts[to] == 0 || double.IsInfinity(loads[to]))
                {
                    continue;
                }

                var change = Over(load[from], counts[from]) - Over(load[from] - loads[from], counts[from])
                    + Over(load[to], counts[to]) - Over(load[to] + loads[to], counts[to]);
                if (change > gain)
                {
                    (gain, bucket, target) = (change, b, to);
                }
            }
        }

        if (bucket < 0)
        {
            return false;
        }

        Move(problem, slices, load, bucket, from, target);
        return true;
    }

    // Where no single slice has room: one goes, a smaller one comes back.
    private static bool TrySwap(FleetProblem problem, int[] counts, int[][] slices, double[] load, int from)
    {
        var (gain, goes, comes, target) = (Tolerance, -1, -1, -1);
        for (var b = 0; b < slices.Length; b++)
        {
            var going = problem.Buckets[b].LoadPerSlice;
            for (var to = 0; to < load.Length && slices[b][from] > 0; to++)
            {
                if (to == from || counts[to] == 0 || double.IsInfinity(going[to]))
                {
                    continue;
                }

                for (var other = 0; other < slices.Length; other++)
                {
                    var coming = problem.Buckets[other].LoadPerSlice;
                    var change = slices[other][to] == 0 || double.IsInfinity(coming[from]) ? 0
                        : Over(load[from], counts[from]) - Over(load[from] - going[from] + coming[from], counts[from])
                            + Over(load[to], counts[to]) - Over(load[to] + going[to] - coming[to], counts[to]);
                    if (change > gain)
                    {
                        (gain, goes, comes, target) = (change, b, other, to);
                    }
                }
            }
        }

        if (goes < 0)
        {
            return false;
        }

        Move(problem, slices, load, goes, from, target);
        Move(problem, slices, load, comes, target, from);
        return true;
    }

    private static void Move(FleetProblem problem, int[][] slices, double[] load, int bucket, int from, int to)
    {
        slices[bucket][from]--;
        slices[bucket][to]++;
        load[from] -= problem.Buckets[bucket].LoadPerSlice[from];
        load[to] += problem.Buckets[bucket].LoadPerSlice[to];
    }

    private static double Over(double load, int count) => Math.Max(0, load - count);
}
