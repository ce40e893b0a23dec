namespace Headroom.Placement.Fragmentation;

/// <summary>GPUs in use first, then idle GPUs of nodes in use, idle nodes last.</summary>
/// <remarks>Weng et al., "MLaaS in the wild", NSDI 2022, with the scores of FGD's published evaluation.</remarks>
public sealed class GpuPacking(GpuCluster cluster) : ScoredPolicy(cluster)
{
    private protected override bool WeighsGpus => false;

    private protected override double Score(in PodShape pod, int before, in NodeState after)
    {
        if (pod.GpuCount == 0)
        {
            return 0;
        }

        var state = Cluster.States[before];
        var idle = state.Free.CountWith(GpuLevels.Whole);
        if (idle == state.GpuCount)
        {
            return Math.Max(100 / 3 - idle, idle);
        }

        var newlyUsed = idle - after.Free.CountWith(GpuLevels.Whole);
        if (newlyUsed > 0)
        {
            return Math.Max(100 / 2 - newlyUsed, 100 / 3);
        }

        var leftOnUsed = state.Free[LowestBit(state.Tightest(pod))] / 10;
        return Math.Max(100 - leftOnUsed / 10, 100 / 2);
    }

    private static int LowestBit(GpuSet gpus) => int.TrailingZeroCount(gpus.Bits);
}
