using Headroom.Placement.Fleet;
using Headroom.Placement.Fleet.Profiles;
using Headroom.Simulation.Fleet;

namespace Headroom.Simulation.Tests.Fleet;

public sealed class PublishedGpusTests
{
    // Intervals between rate/n and rate/(n − 1) of the published rows, see PublishedGpus; A100 and H100 on mixed were not fitted.
    [Theory]
    [InlineData("L4", "arena", 0.492, 0.500)]
    [InlineData("A10G", "arena", 0.80, 0.82)]
    [InlineData("A100", "arena", 2.67, 3.2)]
    [InlineData("A100", "pubmed", 0.302, 0.305)]
    [InlineData("A100", "mixed", 1.60, 1.68)]
    [InlineData("H100", "arena", 4.0, 4.57)]
    [InlineData("H100", "pubmed", 0, 0.627)]
    [InlineData("H100", "mixed", 2.67, 2.91)]
    public void Profiles_AtTheRelaxedLevel_CarryWhatWasPublished(string gpu, string workload, double least, double most)
    {
        var mix = workload switch { "arena" => PublishedSizes.Arena, "pubmed" => PublishedSizes.PubMed, _ => PublishedSizes.Mixed };
        var profile = PublishedGpus.Profiles(PublishedSizes.Grid, PublishedGpus.RelaxedTokenSeconds).Single(p => p.Gpu.Name == gpu);

        Assert.InRange(profile.CapacityOf(mix), least, most);
    }

    [Theory]
    [InlineData("arena", 0.12)]
    [InlineData("pubmed", 0.12)]
    [InlineData("mixed", 0.04)]
    public void Solve_AllSixtyBuckets_ProvesTheOptimum(string workload, double tokenSeconds)
    {
        var problem = new FleetDemand(8, PublishedSizes.Whole(workload)).ProblemFor(PublishedGpus.Profiles(PublishedSizes.Grid, tokenSeconds));

        var plan = Assert.IsType<FleetPlan.Solved>(FleetSolver.Solve(problem));

        Assert.Equal(480, problem.Buckets.Sum(b => b.Slices));
        Assert.Equal(0, plan.GapPercent, 6);
    }
}
