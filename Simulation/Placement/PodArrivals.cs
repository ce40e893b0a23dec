using Headroom.Placement.Fragmentation;
using Headroom.Simulation.Events;

namespace Headroom.Simulation.Placement;

/// <summary>The order in which pods come: a shuffled list, brought to a share of the cluster's GPU capacity.</summary>
/// <remarks>
/// The inflation protocol of FGD (Weng et al., ATC 2023): pods are drawn again from the list until they ask for the share
/// that is wanted, or removed at random down to it. Drawn pods come last and are not shuffled again.
/// </remarks>
public static class PodArrivals
{
    /// <param name="pods">In the order of their names.</param>
    /// <param name="targetGpuMilli">What all that come ask for, in thousandths of GPUs.</param>
    /// <param name="seed">Of the run.</param>
    /// <exception cref="ArgumentException">No pod asks for a GPU, so no number of them reaches the target.</exception>
    public static IReadOnlyList<PodShape> Inflated(IReadOnlyList<PodShape> pods, long targetGpuMilli, int seed)
    {
        ArgumentNullException.ThrowIfNull(pods);
        if (!pods.Any(p => p.GpuCount > 0))
        {
            throw new ArgumentException("no pod asks for a GPU", nameof(pods));
        }

        var random = Seeds.For(seed, "pod arrivals");
        PodShape[] shuffled = [.. pods];
        random.Shuffle(shuffled);
        List<PodShape> arrivals = [.. shuffled];
        var total = arrivals.Sum(p => (long)p.TotalGpuMilli);
        while (total > targetGpuMilli)
        {
            var at = random.Next(arrivals.Count);
            total -= arrivals[at].TotalGpuMilli;
            arrivals.RemoveAt(at);
        }

        while (true)
        {
            var pod = pods[random.Next(pods.Count)];
            // One GPU's worth of it, not all of them: the published protocol stops so.
            if (total + pod.GpuMilli > targetGpuMilli)
            {
                return arrivals;
            }

            arrivals.Add(pod);
            total += pod.TotalGpuMilli;
        }
    }
}
