namespace Headroom.Placement.Fragmentation;

/// <summary>Pods that ask for the same number of GPUs, or all for shares, stay together: nodes with only their kind first.</summary>
/// <remarks>
/// After Xiao et al., "Gandiva", OSDI 2018, with the scores of FGD's published evaluation: a hundred in four bands, within
/// a band the node with the least idle GPU.
/// </remarks>
public sealed class GpuClustering(GpuCluster cluster) : IPlacementPolicy
{
    private const int Band = 25;
    private const int LargestGpuMilli = 8_000;

    public Spot? Choose(in PodShape pod)
    {
        var (best, chosen) = (-1, -1);
        for (var node = 0; node < cluster.Count; node++)
        {
            if (cluster.Nodes[node].Fits(pod) && Score(pod, node) is var score && score > best)
            {
                (best, chosen) = (score, node);
            }
        }

        return chosen < 0 ? null : new Spot(chosen, cluster.Nodes[chosen].Tightest(pod));
    }

    private int Score(in PodShape pod, int node)
    {
        if (pod.GpuCount == 0)
        {
            return 0;
        }

        var kinds = cluster.KindsOn(node);
        var (own, all) = (kinds[PodKind.Of(pod)] > 0, 0);
        foreach (var count in kinds)
        {
            all += count > 0 ? 1 : 0;
        }

        var band = (own, all) switch { (true, 1) => 3, (true, _) => 2, (false, 0) => 1, _ => 0 };
        return Band * (LargestGpuMilli - cluster.Nodes[node].Free.Sum()) / LargestGpuMilli + Band * band;
    }
}
