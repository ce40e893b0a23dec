namespace Headroom.Placement.Fragmentation;

/// <summary>Any node that fits, any GPU on it that does.</summary>
public sealed class RandomFit(GpuCluster cluster, Random random) : IPlacementPolicy
{
    public Spot? Choose(in PodShape pod)
    {
        var (seen, chosen) = (0, -1);
        for (var node = 0; node < cluster.Count; node++)
        {
            if (cluster.Nodes[node].Fits(pod) && random.Next(++seen) == 0)
            {
                chosen = node;
            }
        }

        return chosen < 0 ? null : new Spot(chosen, AnyGpus(cluster.Nodes[chosen], pod));
    }

    private GpuSet AnyGpus(in NodeState node, in PodShape pod)
    {
        var gpus = GpuSet.None;
        while (gpus.Count < pod.GpuCount)
        {
            var (seen, chosen) = (0, 0);
            for (var gpu = 0; gpu < node.GpuCount; gpu++)
            {
                if (node.Free[gpu] >= pod.GpuMilli && !gpus.Contains(gpu) && random.Next(++seen) == 0)
                {
                    chosen = gpu;
                }
            }

            gpus = gpus.With(chosen);
        }

        return gpus;
    }
}
