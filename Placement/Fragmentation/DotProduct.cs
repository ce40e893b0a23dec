namespace Headroom.Placement.Fragmentation;

/// <summary>The smallest product of what is free and what is asked for: scarce kinds of nodes are kept for what needs them.</summary>
/// <remarks>
/// Grandl et al., "Multi-resource packing for cluster schedulers", SIGCOMM 2014, in the form of FGD's evaluation: CPU and
/// one GPU, or all that are asked for, each in parts of the largest node; whole scores.
/// </remarks>
public sealed class DotProduct(GpuCluster cluster) : ScoredPolicy(cluster)
{
    private const double LargestCpuMilli = 128_000;
    private const double LargestGpuMilli = 8_000;

    private protected override double Score(in PodShape pod, int before, in NodeState after)
    {
        var state = Cluster.States[before];
        var gpus = pod.IsWhole ? state.Free.CountWith(GpuLevels.Whole) * GpuLevels.Whole : GivenLevel(pod, state, after);
        var product = state.CpuMilli / LargestCpuMilli * (pod.CpuMilli / LargestCpuMilli)
            + gpus / LargestGpuMilli * (pod.TotalGpuMilli / LargestGpuMilli);
        return Math.Floor(100 * (1 - product / 2));
    }

    // What was free on the GPU that the share was put on: the sums of squares tell it without the index.
    private static double GivenLevel(in PodShape pod, in NodeState before, in NodeState after)
    {
        if (pod.GpuCount == 0)
        {
            return 0;
        }

        long squares = 0;
        for (var gpu = 0; gpu < GpuLevels.Limit; gpu++)
        {
            squares += (long)before.Free[gpu] * before.Free[gpu] - (long)after.Free[gpu] * after.Free[gpu];
        }

        // Σ l² − (l − m)² = m·(2l − m) for each GPU that is given.
        return ((double)squares / pod.GpuMilli + pod.TotalGpuMilli) / 2;
    }
}
