namespace Headroom.Placement.Fragmentation;

/// <summary>The node with the least CPU and GPU left, each in parts of the largest node, weighed alike; the tightest GPU on it.</summary>
/// <remarks>Whole scores of 0 to 100, as in FGD's published evaluation.</remarks>
public sealed class BestFit(GpuCluster cluster) : ScoredPolicy(cluster)
{
    private const double LargestCpuMilli = 128_000;
    private const double LargestGpuMilli = 8_000;

    private protected override bool WeighsGpus => false;

    private protected override double Score(in PodShape pod, int before, in NodeState after) =>
        Math.Floor(100 * (1 - 0.5 * (after.CpuMilli / LargestCpuMilli + after.Free.Sum() / LargestGpuMilli)));
}
