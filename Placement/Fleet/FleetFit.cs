namespace Headroom.Placement.Fleet;

/// <summary>Whether given counts can serve every slice: an assignment, a cut that says no, or neither.</summary>
internal sealed class FleetFit(FleetProblem problem)
{
    private const int Steps = 3_000;
    private const double Tolerance = 1e-9;

    private readonly int _types = problem.Gpus.Count;

    /// <summary>Slices of each bucket by type, when the counts were found to be enough.</summary>
    public int[][]? Assignment { get; private set; }

    /// <summary>A cut that the counts break, when they were found not to be enough.</summary>
    public FleetCut? Broken { get; private set; }

    public void Decide(int[] counts)
    {
        (Assignment, Broken) = (null, null);
        if (WeightsWithUnusedTypesDear(counts, [.. problem.Gpus.Select(g => g.DollarsPerHour)]) is not { } weights)
        {
            // A bucket that only types without a single GPU can serve: one of those is needed.
            Broken = NeedsOneOf(counts);
            return;
        }

        // Multiplicative weights: what is overloaded becomes dearer. The mean of the choices nears a fractional assignment.
        var share = new double[problem.Buckets.Count, _types];
        for (var step = 0; step < Steps; step++)
        {
            if (int.IsPow2(step))
            {
                Array.Clear(share); // the mean of the later half only: early choices are far off
            }

            var load = Loads(counts, weights, share);
            var cut = FleetCut.Of(problem, weights);
            if (cut.Left(counts) > Tolerance * cut.Need)
            {
                Broken = cut;
                return;
            }

            Move(counts, weights, load, 1.0 / (1 + step * 0.05));
            weights = WeightsWithUnusedTypesDear(counts, weights)!; // it was not null before, and depends on the counts alone
            if (int.IsPow2(step + 1) && step > 30 && FleetRounding.TryAssign(problem, counts, share) is { } slices)
            {
                Assignment = slices;
                return;
            }
        }
    }

    private double[] Loads(int[] counts, double[] weights, double[,] share)
    {
        var load = new double[_types];
        for (var b = 0; b < problem.Buckets.Count; b++)
        {
            var bucket = problem.Buckets[b];
            var (best, least) = (-1, double.PositiveInfinity);
            for (var j = 0; j < _types; j++)
            {
                if (counts[j] > 0 && double.IsFinite(bucket.LoadPerSlice[j]) && weights[j] * bucket.LoadPerSlice[j] < least)
                {
                    (best, least) = (j, weights[j] * bucket.LoadPerSlice[j]);
                }
            }

            load[best] += bucket.Slices * bucket.LoadPerSlice[best];
            share[b, best]++;
        }

        return load;
    }

    private static void Move(int[] counts, double[] weights, double[] load, double size)
    {
        for (var j = 0; j < weights.Length; j++)
        {
            if (counts[j] > 0)
            {
                weights[j] *= Math.Exp(0.3 * size * Math.Clamp(load[j] / counts[j] - 1, -1, 1));
            }
        }
    }

    // Types with no GPU get the least weight at which no slice would choose them: that leaves the cut as strong as it was.
    private double[]? WeightsWithUnusedTypesDear(int[] counts, double[] weights)
    {
        double[] dear = [.. weights.Select((w, j) => counts[j] > 0 ? w : 0)];
        foreach (var bucket in problem.Buckets)
        {
            var least = double.PositiveInfinity;
            for (var j = 0; j < _types; j++)
            {
                least = counts[j] > 0 && double.IsFinite(bucket.LoadPerSlice[j]) ? Math.Min(least, weights[j] * bucket.LoadPerSlice[j]) : least;
            }

            if (double.IsInfinity(least))
            {
                return null;
            }

            for (var j = 0; j < _types; j++)
            {
                var load = bucket.LoadPerSlice[j];
                dear[j] = counts[j] == 0 && load > 0 && double.IsFinite(load) ? Math.Max(dear[j], least / load) : dear[j];
            }
        }

        return dear;
    }

    private FleetCut NeedsOneOf(int[] counts)
    {
        var lone = problem.Buckets.First(b => !b.LoadPerSlice.Where((l, j) => counts[j] > 0 && double.IsFinite(l)).Any());
        return new FleetCut([.. lone.LoadPerSlice.Select(l => double.IsFinite(l) ? 1.0 : 0.0)], 1);
    }
}
