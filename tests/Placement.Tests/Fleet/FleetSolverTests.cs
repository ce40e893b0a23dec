using Headroom.Placement.Fleet;

namespace Headroom.Placement.Tests.Fleet;

public sealed class FleetSolverTests
{
    private static readonly FleetGpu[] Gpus = [new("L4", 0.70), new("A10G", 1.01), new("A100", 3.67), new("H100", 7.516)];

    [Fact]
    public void Solve_OneBucketThatFillsGpusExactly_BuysTheCheapestPerRequest()
    {
        // Two GPUs' worth on L4 ($1.40), one on A100 ($3.67).
        var plan = Solved(new FleetProblem([Gpus[0], Gpus[2]], [new FleetBucket("short", 8, [0.25, 0.125])]));

        Assert.Equal([2, 0], plan.Counts);
        Assert.Equal(1.40, plan.DollarsPerHour, 9);
        Assert.Equal(0, plan.GapPercent, 9);
    }

    [Fact]
    public void Solve_BucketThatTheCheapTypeCannotServe_MixesTypes()
    {
        var plan = Solved(new FleetProblem([Gpus[0], Gpus[2]],
            [new FleetBucket("short", 4, [0.25, 0.5]), new FleetBucket("long", 2, [double.PositiveInfinity, 0.4])]));

        Assert.Equal([1, 1], plan.Counts);
        Assert.Equal([0, 2], plan.Slices[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Solve_SmallProblem_CostsWhatEveryAssignmentTriedCosts(int seed)
    {
        var random = new Random(seed);
        var problem = new FleetProblem(Gpus[..3], [.. Enumerable.Range(0, 3).Select(b => new FleetBucket($"b{b}", 2,
            [0.2 + random.NextDouble(), random.Next(4) == 0 ? double.PositiveInfinity : 0.1 + random.NextDouble(), 0.05 + 0.4 * random.NextDouble()]))]);

        var plan = Solved(problem);

        Assert.Equal(CheapestOfAll(problem, 0, new double[3]), plan.DollarsPerHour, 9);
        AssertServes(problem, plan);
    }

    [Theory]
    [InlineData(1, 4, 0)]
    [InlineData(2, 8, 0)]
    [InlineData(3, 40, 0)]
    [InlineData(4, 80, 1)]
    public void Solve_PaperSizedProblem_ProvesItsGap(int seed, double gpus, double gapPercent)
    {
        var problem = Large(seed, gpus);

        var plan = Solved(problem);

        Assert.InRange(plan.GapPercent, 0, gapPercent + 1e-9);
        Assert.True(plan.BoundPerHour <= plan.DollarsPerHour);
        AssertServes(problem, plan);
    }

    [Fact]
    public void Solve_TypesInAnotherOrder_CostsTheSame()
    {
        var problem = Large(7, 12);
        var turned = new FleetProblem([.. problem.Gpus.Reverse()], [.. problem.Buckets.Reverse().Select(b => b with { LoadPerSlice = [.. b.LoadPerSlice.Reverse()] })]);

        Assert.Equal(Solved(problem).DollarsPerHour, Solved(turned).DollarsPerHour, 9);
    }

    [Fact]
    public void Solve_LimitedAvailability_IsKept()
    {
        var plan = Solved(new FleetProblem([Gpus[0] with { Available = 1 }, Gpus[2]], [new FleetBucket("short", 8, [0.25, 0.125])]));

        Assert.Equal([0, 1], plan.Counts);
    }

    [Fact]
    public void Solve_NothingServesABucket_NamesIt()
    {
        var plan = FleetSolver.Solve(new FleetProblem([Gpus[0]], [new FleetBucket("huge", 1, [double.PositiveInfinity])]));

        Assert.Equal(new FleetPlan.Unserved("huge"), plan);
    }

    [Fact]
    public void Solve_TooFewToBeHad_SaysThatThereIsNoPlan()
    {
        var plan = FleetSolver.Solve(new FleetProblem([Gpus[0] with { Available = 1 }], [new FleetBucket("short", 8, [0.25])]));

        Assert.Equal(new FleetPlan.NotEnough(IsProven: true), plan);
    }

    [Fact]
    public void Solve_FarTooFewOfEveryType_SaysThatThereIsNoPlan()
    {
        var large = Large(3, 80);

        var plan = FleetSolver.Solve(new FleetProblem([.. large.Gpus.Select(g => g with { Available = 2 })], large.Buckets));

        Assert.Equal(new FleetPlan.NotEnough(IsProven: true), plan);
    }

    [Fact]
    public void Constructor_NegativePrice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new FleetProblem([new FleetGpu("L4", -1)], []));

    [Fact]
    public void Solve_NoDemand_BuysNothing() => Assert.Equal(0, Solved(new FleetProblem(Gpus, [])).DollarsPerHour);

    private static FleetPlan.Solved Solved(FleetProblem problem) => Assert.IsType<FleetPlan.Solved>(FleetSolver.Solve(problem));

    // 60 buckets of 8 slices; dear types serve long requests relatively better, as in the paper's profiles.
    private static FleetProblem Large(int seed, double gpus)
    {
        var random = new Random(seed);
        double[] speed = [1, 1.7, 6, 11];
        double[] reach = [0.5, 0.6, 1, 1.25];
        double[] weight = [.. Enumerable.Range(0, 60).Select(_ => Math.Exp(2 * random.NextDouble()))];
        return new FleetProblem(Gpus, [.. weight.Select((w, b) => new FleetBucket($"b{b}", 8,
            [.. Enumerable.Range(0, 4).Select(j => b > 50 && j < 2 ? double.PositiveInfinity : w / weight.Sum() / 8 * gpus / speed[j] / Math.Pow(reach[j], b / 20.0))]))]);
    }

    private static void AssertServes(FleetProblem problem, FleetPlan.Solved plan)
    {
        for (var j = 0; j < problem.Gpus.Count; j++)
        {
            var load = problem.Buckets.Select((b, i) => plan.Slices[i][j] > 0 ? plan.Slices[i][j] * b.LoadPerSlice[j] : 0).Sum();
            Assert.True(load <= plan.Counts[j] + 1e-6, $"{problem.Gpus[j].Name}: {load} on {plan.Counts[j]}");
        }

        Assert.All(problem.Buckets.Zip(plan.Slices), p => Assert.Equal(p.First.Slices, p.Second.Sum()));
    }

    private static double CheapestOfAll(FleetProblem problem, int slice, double[] load)
    {
        if (slice == problem.Buckets.Sum(b => b.Slices))
        {
            return load.Select((l, j) => Math.Ceiling(l - 1e-9) * problem.Gpus[j].DollarsPerHour).Sum();
        }

        var least = double.PositiveInfinity;
        for (var j = 0; j < load.Length; j++)
        {
            var add = problem.Buckets[slice / 2].LoadPerSlice[j];
            if (double.IsFinite(add))
            {
                var next = load.ToArray();
                next[j] += add;
                least = Math.Min(least, CheapestOfAll(problem, slice + 1, next));
            }
        }

        return least;
    }
}
