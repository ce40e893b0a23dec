using Headroom.Placement.Fleet;
using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Placement.Tests.Fleet;

public sealed class ProfileTests
{
    private static readonly SizeGrid Grid = new([128, 512], [64, 256]);

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(128, 64, 0)]
    [InlineData(129, 64, 1)]
    [InlineData(512, 65, 3)]
    public void BucketOf_ARequest_IsTheSmallestThatHoldsIt(int input, int output, int bucket) => Assert.Equal(bucket, Grid.BucketOf(input, output));

    [Fact]
    public void Of_RequestsLargerThanEveryBucket_AreCountedApart()
    {
        var mix = SizeMix.Of(Grid, [(100, 10, 3), (400, 10, 1), (600, 10, 1)]);

        Assert.Equal([0.75, 0.25, 0, 0], mix.Shares);
        Assert.Equal(0.2, mix.TooLargeShare, 9);
    }

    [Fact]
    public void Of_NothingFits_IsRefused() => Assert.Throws<ArgumentException>(() => SizeMix.Of(Grid, [(600, 10, 1)]));

    [Fact]
    public void Profile_AMissingBucket_IsRefusedWithTheNumbers()
    {
        var error = Assert.Throws<ArgumentException>(() => new ThroughputProfile(new FleetGpu("L4", 1), Grid, [1, 2, 3]));

        Assert.Contains("L4: 3 throughputs for 4 buckets", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CapacityOf_TwoSizes_IsTheHarmonicMean()
    {
        var profile = new ThroughputProfile(new FleetGpu("L4", 1), Grid, [4, 1, 0, 0]);

        Assert.Equal(1.6, profile.CapacityOf(SizeMix.Weighted(Grid, [1, 1, 0, 0])), 9);
        Assert.Equal(0, profile.CapacityOf(SizeMix.Weighted(Grid, [1, 1, 1, 0])));
    }

    [Fact]
    public void ProblemFor_ARateAndAMargin_LoadsEachSliceWithItsShare()
    {
        var demand = new FleetDemand(10, SizeMix.Weighted(Grid, [3, 1, 0, 0]), Margin: 0.2);

        var problem = demand.ProblemFor([new ThroughputProfile(new FleetGpu("L4", 1), Grid, [5, 0, 1, 1])], slices: 4);

        Assert.Equal(["input ≤ 128, output ≤ 64", "input ≤ 512, output ≤ 64"], problem.Buckets.Select(b => b.Name));
        Assert.Equal(10 * 0.75 * 1.2 / 4 / 5, problem.Buckets[0].LoadPerSlice[0], 9);
        Assert.True(double.IsPositiveInfinity(problem.Buckets[1].LoadPerSlice[0]), "a bucket that the type cannot serve");
    }

    [Fact]
    public void ProblemFor_NoRate_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new FleetDemand(0, SizeMix.Weighted(Grid, [1, 1, 1, 1])).ProblemFor([]));

    [Fact]
    public void Roofline_AServiceLevelBelowALoneRequest_ServesNothing()
    {
        var l4 = new Roofline(GpuHardware.L4, ServedModel.Llama2With7B);
        var alone = l4.LeastTokenSeconds(512, 128);

        Assert.Equal(0, l4.PerSecond(512, 128, alone * 0.99));
        Assert.True(l4.PerSecond(512, 128, alone * 1.01) > 0);
        // 13.5 GB at .7 of 300 GB/s.
        Assert.InRange(alone, 0.064, 0.07);
    }

    [Fact]
    public void Roofline_ACacheThatDoesNotFit_ServesNothing()
    {
        // 24 GB hold 8 GB of caches beside the weights, half a megabyte a token.
        Assert.Equal(0, new Roofline(GpuHardware.A10G, ServedModel.Llama2With7B).PerSecond(16_384, 64, 1));
        Assert.True(new Roofline(GpuHardware.A10G, ServedModel.Llama2With7B).PerSecond(8_192, 64, 1) > 0);
    }

    [Fact]
    public void Roofline_ALooserServiceLevel_NeverServesLess()
    {
        var a100 = new Roofline(GpuHardware.A100, ServedModel.Llama2With7B);

        var served = Enumerable.Range(1, 40).Select(i => a100.PerSecond(1024, 256, 0.01 * i)).ToList();

        Assert.Equal(served.Order(), served);
    }
}
