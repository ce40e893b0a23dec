using Headroom.Placement.Fragmentation;
using Headroom.Simulation.Events;
using Headroom.Simulation.Placement;

namespace Headroom.Bench.Placement;

/// <summary>One seed of one workload under one policy.</summary>
internal sealed record FgdRun(double Allocated100, double Allocated130, double Fragmented100, double DecisionP50, double DecisionP99)
{
    private const double Inflation = 1.3;

    public static FgdRun Of(OpenbData data, IReadOnlyList<PodShape> pods, string name, int seed, int sampleSet)
    {
        var cluster = EmptyCluster(data, seed);
        var policy = new TimedPolicy(PolicyList.Create(name, cluster, pods, seed, sampleSet));
        var replay = new AllocationReplay(cluster, policy, new FragmentationGauge(TypicalPod.Of(pods)));
        replay.Run(PodArrivals.Inflated(pods, (long)(Inflation * cluster.GpuCapacityMilli), seed));
        policy.Microseconds.Sort();
        var (at100, at130) = (replay.At(100), replay.At(130));
        return new FgdRun(
            at100?.AllocatedPercent ?? double.NaN, at130?.AllocatedPercent ?? double.NaN, at100?.FragmentedPercent ?? double.NaN,
            policy.Microseconds[policy.Microseconds.Count / 2], policy.Microseconds[policy.Microseconds.Count * 99 / 100]);
    }

    /// <summary>The order of the nodes decides ties, so that each seed has its own.</summary>
    public static GpuCluster EmptyCluster(OpenbData data, int seed)
    {
        NodeState[] nodes = [.. data.Nodes];
        Seeds.For(seed, "node order").Shuffle(nodes);
        return new GpuCluster(nodes);
    }
}
