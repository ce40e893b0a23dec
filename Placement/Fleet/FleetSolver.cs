namespace Headroom.Placement.Fleet;

/// <summary>Solves <see cref="FleetProblem"/> by branch and bound on its relaxation; anytime, with a proven gap.</summary>
/// <remarks>
/// Counts are branched on first: few, and with all but one of them fixed the last follows. Whether whole slices fit the
/// counts is a search of its own. Where the effort ends before the proof does, the plan says what cheaper ones are not excluded.
/// </remarks>
public static class FleetSolver
{
    /// <summary>Enough to prove the optimum of four types and 60 buckets of 8 slices; most such problems need a tenth of it.</summary>
    public const int DefaultEffort = 4_000;

    /// <param name="problem">What to serve, and with what.</param>
    /// <param name="effort">Relaxations to solve, at most.</param>
    public static FleetPlan Solve(FleetProblem problem, int effort = DefaultEffort)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(effort, 1);
        if (problem.Buckets.FirstOrDefault(static b => b.LoadPerSlice.All(double.IsInfinity)) is { } unserved)
        {
            return new FleetPlan.Unserved(unserved.Name);
        }

        var search = new FleetSearch(problem, effort);
        if (EachOnItsCheapest(problem) is var (counts, slices))
        {
            search.Offer(counts, slices);
        }

        search.Run();
        return search is { BestCounts: { } best, BestSlices: { } assignment }
            ? new FleetPlan.Solved(best, assignment, search.BestCost, search.Bound)
            : new FleetPlan.NotEnough(IsProven: double.IsPositiveInfinity(search.Bound));
    }

    // Each bucket on the type that serves it cheapest is a plan, where so many can be had.
    private static (int[] Counts, int[][] Slices)? EachOnItsCheapest(FleetProblem problem)
    {
        var load = new double[problem.Gpus.Count];
        var slices = new int[problem.Buckets.Count][];
        for (var b = 0; b < slices.Length; b++)
        {
            var bucket = problem.Buckets[b];
            var best = Enumerable.Range(0, load.Length).MinBy(j => problem.Gpus[j].DollarsPerHour * bucket.LoadPerSlice[j]);
            slices[b] = new int[load.Length];
            slices[b][best] = bucket.Slices;
            load[best] += bucket.Slices * bucket.LoadPerSlice[best];
        }

        return load.Zip(problem.Gpus).All(static p => Math.Ceiling(p.First) <= p.Second.Available)
            ? ([.. load.Select(static l => (int)Math.Ceiling(l))], slices)
            : null;
    }
}
