using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Tests.Fragmentation;

public sealed class GpuClusterTests
{
    [Fact]
    public void Release_AfterPlace_GivesBackExactly()
    {
        var cluster = new GpuCluster(SmallCluster.Nodes());
        var pod = SmallCluster.Share(470);
        var spot = new Spot(0, GpuSet.None.With(3));

        cluster.Place(pod, spot);
        cluster.Release(pod, spot);

        Assert.Equal(SmallCluster.Nodes(), cluster.Nodes.ToArray());
        Assert.Equal(cluster.GpuCapacityMilli, cluster.IdleGpuMilli);
    }

    [Fact]
    public void Release_PodThatWasNotThere_IsRefused()
    {
        var cluster = new GpuCluster(SmallCluster.Nodes());

        Assert.Throws<ArgumentException>(() => cluster.Release(SmallCluster.Whole(1), new Spot(0, GpuSet.None.With(0))));
    }

    [Fact]
    public void Place_GpuInUse_IsRefused()
    {
        var cluster = new GpuCluster(SmallCluster.Nodes());
        cluster.Place(SmallCluster.Share(470), new Spot(0, GpuSet.None.With(0)));

        Assert.Throws<ArgumentException>(() => cluster.Place(SmallCluster.Whole(1), new Spot(0, GpuSet.None.With(0))));
        Assert.Throws<ArgumentException>(() => cluster.Place(SmallCluster.Whole(2), new Spot(0, GpuSet.None.With(1))));
        Assert.Throws<ArgumentException>(() => cluster.Place(SmallCluster.Whole(1), new Spot(2, GpuSet.None.With(7))));
    }

    [Fact]
    public void Constructor_NodeWithNineGpus_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new GpuCluster([SmallCluster.Node() with { GpuCount = 9 }]));

    [Theory]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(0, 1, 1_001, 0)]
    [InlineData(0, 9, 1_000, 0)]
    [InlineData(0, 0, 500, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 0, 0, -1)]
    public void Validate_QuantityOutOfRange_IsRefused(int cpu, int gpus, int milli, int memory) =>
        Assert.Throws<ArgumentException>(() => new PodShape(cpu, memory, gpus, milli, ModelSet.Any).Validate());

    [Fact]
    public void Parse_NamesBetweenBars_AcceptsThoseModelsOnly()
    {
        var models = new GpuModels();
        var t4 = models.IndexOf("T4");

        var spec = models.Parse("P100|V100M16");

        Assert.False(spec.Contains(t4));
        Assert.True(spec.Contains(models.IndexOf("P100")));
        Assert.True(models.Parse("").IsAny);
    }
}
