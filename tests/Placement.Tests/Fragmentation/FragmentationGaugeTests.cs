using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Tests.Fragmentation;

public sealed class FragmentationGaugeTests
{
    // Half the pods want 600 of a GPU, three in ten two whole ones, the rest none.
    private static readonly TypicalPod[] Typical =
    [
        new(SmallCluster.Share(600), 0.5), new(SmallCluster.Whole(2), 0.3), new(new PodShape(1_000, 0, 0, 0, ModelSet.Any), 0.2),
    ];

    private static NodeState HalfUsed => SmallCluster.Node(gpus: 2) with { Free = GpuLevels.Idle(2).With(0, 500) };

    [Fact]
    public void Of_HalfUsedNode_IsTheHandWorkedSum()
    {
        // 600 of a GPU: the 500 are lost. Two whole ones: only one is idle, all 1500 are lost. No GPU: all 1500.
        Assert.Equal(0.5 * 500 + 0.3 * 1500 + 0.2 * 1500, new FragmentationGauge(Typical).Of(HalfUsed), 9);
    }

    [Fact]
    public void Of_GpuThatIsJustEnough_IsNotLost()
    {
        var exact = HalfUsed with { Free = GpuLevels.Idle(2).With(0, 600) };

        Assert.Equal(0, new FragmentationGauge([new(SmallCluster.Share(600), 1)]).Of(exact), 9);
    }

    [Fact]
    public void Of_NodeWithoutCpuForAnyPod_IsAllThatIsIdle()
    {
        Assert.Equal(1500, new FragmentationGauge(Typical).Of(HalfUsed with { CpuMilli = 500 }), 9);
    }

    [Fact]
    public void Of_ModelThatPodsDoNotAccept_IsAllThatIsIdle()
    {
        TypicalPod[] insisting = [.. Typical.Select(t => t with { Shape = t.Shape with { Models = new ModelSet(0b10) } })];

        Assert.Equal(1500, new FragmentationGauge(insisting).Of(HalfUsed), 9);
    }

    [Fact]
    public void Of_GpusInAnotherOrder_IsTheSame()
    {
        var gauge = new FragmentationGauge(TypicalPod.Of(SmallCluster.Pods(1, 200)));
        var node = SmallCluster.Node(gpus: 4) with { Free = GpuLevels.Idle(4).With(0, 300).With(1, 190) };

        var other = node with { Free = GpuLevels.Idle(4).With(3, 300).With(2, 190) };

        Assert.Equal(gauge.Of(node), gauge.Of(other), 9);
        Assert.Equal(node.Canonical(), other.Canonical());
    }

    [Fact]
    public void Choose_FragmentationGradientDescent_TakesTheGapThatFits()
    {
        var cluster = new GpuCluster([SmallCluster.Node(gpus: 2), SmallCluster.Node(gpus: 2)]);
        cluster.Place(SmallCluster.Share(400), new Spot(1, GpuSet.None.With(1)));
        var policy = new FragmentationGradientDescent(cluster, Typical);

        Assert.Equal(new Spot(1, GpuSet.None.With(1)), policy.Choose(SmallCluster.Share(600)));
    }
}
