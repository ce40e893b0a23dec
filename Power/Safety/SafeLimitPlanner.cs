using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>
/// Finds the highest safe limits under which the failed state fits every feed: all nodes rise together from their lowest
/// limits, and those under a feed that is full stay where they are.
/// </summary>
/// <remarks>
/// Max–min fair in the share of each GPU's own range. The feed that is full at the lowest share stops what is under it,
/// which only moves the feeds above, and those only up: O(nodes · depth) to begin with, and the nodes of a feed above each time
/// that it might be the next.
/// </remarks>
public static class SafeLimitPlanner
{
    /// <param name="domains">Parents before children.</param>
    /// <param name="tolerated">k ≥ 0.</param>
    /// <param name="isAbsent">Nodes whose agent is silent: they are charged at nameplate, beside the k.</param>
    public static SafeLimits Plan(
        IReadOnlyList<SafetyDomain> domains, IReadOnlyList<SafetyNode> nodes, int tolerated, Func<int, bool> isAbsent)
    {
        ArgumentNullException.ThrowIfNull(domains);
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(isAbsent);
        RisingNode[] rising = [.. nodes.Select((node, n) => new RisingNode(node, isAbsent(n)))];
        var tree = new RisingTree(domains, nodes, rising, tolerated);

        // A feed that nothing makes safe still leaves the others what is theirs.
        int[] infeasible = [.. Enumerable.Range(0, domains.Count).Where(d => !tree.Fits(d, 0))];
        Array.ForEach(infeasible, d => tree.Stop(d, 0));
        Rise(domains, tree);
        return new SafeLimits(
            [.. rising.Select(static n => (IReadOnlyList<Watts>)n.Limits())],
            [.. infeasible.Select(d => new SafeLimitShortfall(domains[d].Name, Watts.FromMilliwatts(tree.DrawAt(d, 0)), domains[d].Budget))]);
    }

    private static void Rise(IReadOnlyList<SafetyDomain> domains, RisingTree tree)
    {
        // One that cannot be made safe has stopped everything under it.
        double[] fullAt = [.. domains.Select((_, d) => tree.Fits(d, 0) ? tree.FullAt(d) : 1)];
        var isOutdated = new bool[domains.Count];
        while (Array.IndexOf(fullAt, fullAt.DefaultIfEmpty(1).Min()) is >= 0 and var next && fullAt[next] < 1)
        {
            if (isOutdated[next])
            {
                (fullAt[next], isOutdated[next]) = (tree.FullAt(next), false);
                continue;
            }

            tree.Stop(next, fullAt[next]);
            fullAt[next] = 1;
            for (var d = domains[next].Parent; d >= 0; d = domains[d].Parent)
            {
                // What stopped leaves those above more room: their shares only rise, and are worked out when they are next.
                isOutdated[d] = true;
            }
        }

        for (var d = 0; d < domains.Count; d++)
        {
            tree.Stop(d, 1);
        }
    }
}
