using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Tests.Fragmentation;

public sealed class ExpectedFillTests
{
    [Fact]
    public void Choose_ScarceEmptyNode_IsKeptForThePodsThatNeedAllOfIt()
    {
        var cluster = new GpuCluster([SmallCluster.Node(), SmallCluster.Node(gpus: 4)]);
        PodShape[] sample = [.. Enumerable.Repeat(SmallCluster.Whole(1), 8), SmallCluster.Whole(8)];
        var policy = new ExpectedFill(cluster, sample);

        for (var i = 0; i < 4; i++)
        {
            var spot = policy.Choose(SmallCluster.Whole(1));
            Assert.Equal(1, spot?.Node);
            cluster.Place(SmallCluster.Whole(1), spot!.Value); // the assertion above says there is one
        }

        Assert.Equal(0, policy.Choose(SmallCluster.Whole(8))?.Node);
    }

    [Fact]
    public void Choose_ModelThatOthersInsistOn_IsLeftToThem()
    {
        var cluster = new GpuCluster([SmallCluster.Node(0, gpus: 2), SmallCluster.Node(1, gpus: 2)]);
        var insisting = SmallCluster.Whole(1) with { Models = new ModelSet(0b01) };
        var policy = new ExpectedFill(cluster, [insisting, SmallCluster.Whole(1)]);

        Assert.Equal(1, policy.Choose(SmallCluster.Whole(1))?.Node);
        Assert.Equal(0, policy.Choose(insisting)?.Node);
    }

    [Fact]
    public void Choose_OnlyTheScarcePlaceFits_IsTakenAllTheSame()
    {
        var cluster = new GpuCluster([SmallCluster.Node()]);
        var policy = new ExpectedFill(cluster, [SmallCluster.Whole(8), SmallCluster.Share(300)]);

        Assert.NotNull(policy.Choose(SmallCluster.Share(300)));
    }

    [Fact]
    public void Constructor_SampleWithoutGpus_IsRefused()
    {
        var cluster = new GpuCluster([SmallCluster.Node()]);

        Assert.Throws<ArgumentException>(() => new ExpectedFill(cluster, [new PodShape(1_000, 0, 0, 0, ModelSet.Any)]));
    }

    [Fact]
    public void Choose_WarmCaches_AllocatesNothing()
    {
        var cluster = new GpuCluster(SmallCluster.Nodes());
        var pod = SmallCluster.Share(230);
        var policy = new ExpectedFill(cluster, SmallCluster.Pods(1, 50), new FillSettings { RefreshEvery = 1_000_000 });
        policy.Choose(pod);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            policy.Choose(pod);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
