using System.Diagnostics;
using System.Text.Json.Nodes;
using Headroom.Placement.Fleet;
using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Bench.Fleet;

/// <summary>One workload at one rate under one service level: the mix, the proof, and every type alone.</summary>
internal sealed record MelangeCell(double Rate, FleetPlan.Solved Plan, IReadOnlyList<double> SingleCosts, IReadOnlyList<string> Types, int Slices, double Milliseconds)
{
    private const int Repeats = 3;

    public double BestSingle => SingleCosts.Min();

    public double SavingPercent => 100 * (1 - Plan.DollarsPerHour / BestSingle);

    /// <exception cref="BenchException">No mix serves it, or the plan does not serve what it claims.</exception>
    public static MelangeCell Solve(SizeMix mix, double rate, IReadOnlyList<ThroughputProfile> profiles)
    {
        var problem = new FleetDemand(rate, mix).ProblemFor(profiles);
        var times = new List<double>();
        FleetPlan plan;
        do
        {
            var start = Stopwatch.GetTimestamp();
            plan = FleetSolver.Solve(problem);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (times.Count < Repeats);
        var solved = plan as FleetPlan.Solved ?? throw new BenchException($"{rate} requests/s: {plan}");
        Check(problem, solved);
        times.Sort();
        return new MelangeCell(
            rate, solved, [.. profiles.Select(p => p.CapacityOf(mix) is > 0 and var capacity ? p.Gpu.DollarsPerHour * Math.Ceiling(rate / capacity - 1e-9) : double.PositiveInfinity)],
            [.. profiles.Select(static p => p.Gpu.Name)], problem.Buckets.Sum(static b => b.Slices), times[Repeats / 2]);
    }

    public JsonObject ToJson() => new()
    {
        ["rate"] = Rate,
        ["cost"] = Math.Round(Plan.DollarsPerHour, 3),
        ["exact_optimum"] = Plan.GapPercent < 1e-9 ? Math.Round(Plan.DollarsPerHour, 3) : null,
        ["lower_bound"] = Math.Round(Plan.BoundPerHour, 3),
        ["gap_pct"] = Math.Round(Plan.GapPercent, 4),
        ["best_single"] = Math.Round(BestSingle, 3),
        ["best_single_type"] = Types[SingleCosts.ToList().IndexOf(BestSingle)],
        ["saving_pct"] = Math.Round(SavingPercent, 2),
        ["counts"] = new JsonObject(Types.Zip(Plan.Counts, (t, c) => KeyValuePair.Create(t, (JsonNode?)c))),
        ["slices"] = Slices,
        ["solve_ms"] = Math.Round(Milliseconds, 1),
    };

    // The benchmark does not take the solver's word for it that the plan is one.
    private static void Check(FleetProblem problem, FleetPlan.Solved plan)
    {
        for (var j = 0; j < problem.Gpus.Count; j++)
        {
            var load = problem.Buckets.Select((b, i) => plan.Slices[i][j] > 0 ? plan.Slices[i][j] * b.LoadPerSlice[j] : 0).Sum();
            if (load > plan.Counts[j] + 1e-6)
            {
                throw new BenchException($"the plan loads {problem.Gpus[j].Name} with {load} GPUs' worth and buys {plan.Counts[j]}");
            }
        }
    }
}
