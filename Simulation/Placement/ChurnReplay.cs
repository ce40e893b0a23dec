using Headroom.Placement.Fragmentation;
using Headroom.Simulation.Events;

namespace Headroom.Simulation.Placement;

/// <summary>Pods come at random times and leave after a random while; what fits nowhere on arrival is turned away.</summary>
/// <remarks>
/// Arrivals are Poisson and lifetimes exponential, at rates by which pods ask for a share of the cluster's GPU on average.
/// All policies see the same pods at the same times with the same lifetimes.
/// </remarks>
public static class ChurnReplay
{
    // In mean lifetimes: the cluster starts empty, and after five it holds 99.3% of what it will.
    private const double WarmUp = 5;

    /// <param name="cluster">Empty.</param>
    /// <param name="policy">Of that cluster.</param>
    /// <param name="pods">Drawn from with replacement.</param>
    /// <param name="load">Mean GPU demand in parts of the cluster's GPU.</param>
    /// <param name="lifetimes">How long it is watched after the warm-up, in mean lifetimes.</param>
    /// <param name="seed">Of the run.</param>
    public static ChurnOutcome Run(GpuCluster cluster, IPlacementPolicy policy, IReadOnlyList<PodShape> pods, double load, double lifetimes, int seed)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(pods);
        var random = new FastRandom(seed, "pod churn");
        // Little's law: pods at work = arrivals per mean lifetime.
        var rate = load * cluster.GpuCapacityMilli / pods.Average(p => (double)p.TotalGpuMilli);
        var leaving = new PriorityQueue<(PodShape Pod, Spot Spot), double>();
        var tally = new ChurnTally(cluster, WarmUp);
        for (var now = random.NextExponential() / rate; now < WarmUp + lifetimes; now += random.NextExponential() / rate)
        {
            while (leaving.TryPeek(out var gone, out var at) && at <= now)
            {
                leaving.Dequeue();
                tally.MoveTo(at);
                cluster.Release(gone.Pod, gone.Spot);
            }

            tally.MoveTo(now);
            var pod = pods[(int)(random.NextUnit() * pods.Count)];
            var end = now + random.NextExponential();
            var spot = policy.Choose(pod);
            tally.Arrived(pod, spot is not null);
            if (spot is { } given)
            {
                cluster.Place(pod, given);
                leaving.Enqueue((pod, given), end);
            }
        }

        return tally.Outcome();
    }
}
