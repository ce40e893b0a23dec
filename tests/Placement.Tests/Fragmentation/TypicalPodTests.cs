using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Tests.Fragmentation;

public sealed class TypicalPodTests
{
    [Fact]
    public void Of_RareShapes_AreLeftOutAndSharesAddUpToOne()
    {
        PodShape[] pods = [.. Enumerable.Repeat(SmallCluster.Whole(1), 60), .. Enumerable.Repeat(SmallCluster.Share(500), 36), .. Enumerable.Repeat(SmallCluster.Whole(8), 4)];

        var typical = TypicalPod.Of(pods);

        Assert.Equal([SmallCluster.Whole(1) with { MemoryMib = 0 }, SmallCluster.Share(500) with { MemoryMib = 0 }], typical.Select(t => t.Shape));
        Assert.Equal(1, typical.Sum(t => t.Share), 12);
        Assert.Equal(60 / 96.0, typical[0].Share, 12);
    }
}
