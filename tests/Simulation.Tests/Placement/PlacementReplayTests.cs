using Headroom.Placement.Fragmentation;
using Headroom.Simulation.Placement;

namespace Headroom.Simulation.Tests.Placement;

public sealed class PlacementReplayTests
{
    private static readonly PodShape Whole = new(8_000, 1_024, 1, GpuLevels.Whole, ModelSet.Any);
    private static readonly PodShape Share = new(4_000, 1_024, 1, 400, ModelSet.Any);
    private static readonly PodShape[] Pods = [Whole, Share, Share, new(2_000, 1_024, 0, 0, ModelSet.Any)];

    [Theory]
    [InlineData(100_000)]
    [InlineData(2_000)]
    public void Inflated_Target_IsReachedToWithinOnePod(long target)
    {
        var arrivals = PodArrivals.Inflated([.. Enumerable.Repeat(Pods, 5).SelectMany(p => p)], target, seed: 1);

        Assert.InRange(arrivals.Sum(p => p.TotalGpuMilli), target - GpuLevels.Whole, target);
    }

    [Fact]
    public void Inflated_NoPodWithGpus_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PodArrivals.Inflated([Pods[3]], 1_000, seed: 1));

    [Fact]
    public void At_ClusterThatTakesEverything_AllocatesWhatHasArrived()
    {
        var cluster = Cluster(cpuMilli: 1_000_000);
        var replay = new AllocationReplay(cluster, new BestFit(cluster), new FragmentationGauge(TypicalPod.Of(Pods)));

        replay.Run([.. Enumerable.Repeat(Whole, 30)]);

        // 80 GPUs: 20 pods are 25%.
        Assert.Equal(25, replay.At(25)!.Value.AllocatedPercent, 9);
        Assert.Null(replay.At(60));
        Assert.Equal(0, replay.Rejected);
    }

    [Fact]
    public void At_ClusterWithoutCpu_TurnsAwayAndCountsAsArrived()
    {
        var cluster = Cluster(cpuMilli: 10_000);
        var replay = new AllocationReplay(cluster, new BestFit(cluster), new FragmentationGauge(TypicalPod.Of(Pods)));

        replay.Run([.. Enumerable.Repeat(Whole, 80)]);

        Assert.Equal(12.5, replay.At(100)!.Value.AllocatedPercent, 9);
        Assert.Equal(70, replay.Rejected);
    }

    [Fact]
    public void Run_ChurnAtHalfLoad_HoldsHalfTheClusterAndTurnsNobodyAway()
    {
        var cluster = Cluster(cpuMilli: 1_000_000);

        var outcome = ChurnReplay.Run(cluster, new BestFit(cluster), [Whole], load: 0.5, lifetimes: 200, seed: 1);

        // 40 pods on average with a deviation of 6; correlated over a lifetime, so the mean of 200 is good to about half a pod.
        Assert.InRange(outcome.AllocatedPercent, 47, 53);
        Assert.Equal(0, outcome.RejectedPercent);
        Assert.InRange(outcome.Pods, 7_500, 8_500);
    }

    private static GpuCluster Cluster(int cpuMilli) =>
        new([.. Enumerable.Repeat(new NodeState(0, 8, cpuMilli, 1_000_000, GpuLevels.Idle(8)), 10)]);
}
