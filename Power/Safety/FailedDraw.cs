using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>
/// What a tree of feeds can draw once nobody renews a lease: every node at its safe limits, but for the k agents whose death
/// left the GPUs as they were.
/// </summary>
/// <remarks>Σ draw + the k largest (nameplate − draw), at every level with that level's own k. docs/safety.md.</remarks>
public static class FailedDraw
{
    /// <param name="domains">Parents before children.</param>
    /// <param name="nodes">Members.</param>
    /// <param name="draws">Of each node at the limits it keeps without a lease.</param>
    /// <param name="tolerated">k ≥ 0: agents that may be dead besides those already charged at nameplate.</param>
    /// <returns>Of each domain, its children's included.</returns>
    public static Watts[] Of(
        IReadOnlyList<SafetyDomain> domains, IReadOnlyList<SafetyNode> nodes, IReadOnlyList<Watts> draws, int tolerated)
    {
        ArgumentNullException.ThrowIfNull(domains);
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(draws);
        var sums = new long[domains.Count];
        var worst = new PriorityQueue<long, long>[domains.Count];
        for (var d = 0; d < domains.Count; d++)
        {
            worst[d] = new PriorityQueue<long, long>(tolerated + 1);
        }

        for (var n = 0; n < nodes.Count; n++)
        {
            var excess = Math.Max(0, nodes[n].Nameplate.Milliwatts - draws[n].Milliwatts);
            for (var d = nodes[n].Domain; d >= 0; d = domains[d].Parent)
            {
                sums[d] += draws[n].Milliwatts;
                Keep(worst[d], excess, tolerated);
            }
        }

        return [.. sums.Select((sum, d) => Watts.FromMilliwatts(sum + worst[d].UnorderedItems.Sum(static i => i.Element)))];
    }

    private static void Keep(PriorityQueue<long, long> largest, long excess, int count)
    {
        if (largest.Count < count)
        {
            largest.Enqueue(excess, excess);
        }
        else if (count > 0)
        {
            largest.EnqueueDequeue(excess, excess);
        }
    }
}
