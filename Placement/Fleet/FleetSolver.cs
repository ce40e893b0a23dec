namespace Headroom.Placement.Fleet;

/// <summary>Solves <see cref="FleetProblem"/> by cuts: the cheapest counts that no cut forbids, tried until some are enough.</summary>
/// <remarks>
/// A Benders decomposition. Counts are few and whole, so the master problem is a short search; whether counts are enough is
/// a transport problem, whose multipliers either prove that they are not (a cut, which forbids many others as well) or
/// lead to an assignment. The first counts that are enough are optimal, since the master's cost never falls. Where neither
/// is found the counts are passed over, and their cost stays the bound: the gap is then above zero and reported.
/// </remarks>
public static class FleetSolver
{
    /// <param name="problem">What to serve, and with what.</param>
    /// <param name="rounds">Of master and check, at most; more are hardly ever needed.</param>
    public static FleetPlan Solve(FleetProblem problem, int rounds = 2_000)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Buckets.FirstOrDefault(b => b.LoadPerSlice.All(double.IsInfinity)) is { } unserved)
        {
            return new FleetPlan.Unserved(unserved.Name);
        }

        var (master, fit) = (new FleetMaster(problem), new FleetFit(problem));
        master.Add(FleetCut.Of(problem, [.. problem.Gpus.Select(g => g.DollarsPerHour)]));
        var ceiling = Ceiling(problem);
        double? undecided = null;
        for (var round = 0; round < rounds; round++)
        {
            if (master.Cheapest(ceiling) is not { } counts)
            {
                return new FleetPlan.NotEnough(IsProven: undecided is null);
            }

            var cost = problem.Cost(counts);
            fit.Decide(counts);
            if (fit.Assignment is { } slices)
            {
                return new FleetPlan.Solved(counts, slices, cost, undecided ?? cost);
            }

            if (fit.Broken is { } cut)
            {
                master.Add(cut);
                continue;
            }

            undecided ??= cost;
            master.AddTooFew(counts);
        }

        return new FleetPlan.NotEnough(IsProven: false);
    }

    // Each bucket on the type that serves it cheapest is a plan, where so many can be had; else all that can be.
    private static double Ceiling(FleetProblem problem)
    {
        var load = new double[problem.Gpus.Count];
        foreach (var bucket in problem.Buckets)
        {
            var best = Enumerable.Range(0, load.Length).MinBy(j => problem.Gpus[j].DollarsPerHour * bucket.LoadPerSlice[j]);
            load[best] += bucket.Slices * bucket.LoadPerSlice[best];
        }

        var isToBeHad = load.Zip(problem.Gpus).All(p => Math.Ceiling(p.First) <= p.Second.Available);
        var cost = load.Zip(problem.Gpus).Sum(p => p.Second.DollarsPerHour * (isToBeHad ? Math.Ceiling(p.First) : p.Second.Available));
        return cost + problem.Gpus.Min(g => g.DollarsPerHour) / 2;
    }
}
