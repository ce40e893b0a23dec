using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>
/// Finds the highest safe limits under which the failed state fits every feed: all nodes rise together from their lowest
/// limits, and those under a feed that is full stay where they are.
/// </summary>
/// <remarks>Max–min fair in the share of each GPU's own range; O(feeds · nodes · depth); limits are whole watts, so few halvings do.</remarks>
public static class SafeLimitPlanner
{
    private const int Halvings = 12;

    /// <param name="domains">Parents before children.</param>
    /// <param name="tolerated">k ≥ 0.</param>
    /// <param name="isAbsent">Nodes whose agent is silent: they are charged at nameplate, beside the k.</param>
    public static SafeLimits Plan(
        IReadOnlyList<SafetyDomain> domains, IReadOnlyList<SafetyNode> nodes, int tolerated, Func<int, bool> isAbsent)
    {
        ArgumentNullException.ThrowIfNull(domains);
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(isAbsent);
        var members = nodes;
        nodes = [.. nodes.Select((node, n) => isAbsent(n) ? node with { HostMax = node.Nameplate, Gpus = [] } : node)];
        var shares = new double[nodes.Count];
        var isOpen = new bool[domains.Count];
        var least = FailedDraw.Of(domains, nodes, Draws(nodes, shares), tolerated);
        var infeasible = new List<SafeLimitShortfall>();
        for (var d = 0; d < domains.Count; d++)
        {
            isOpen[d] = least[d] <= domains[d].Budget;
            if (!isOpen[d])
            {
                infeasible.Add(new SafeLimitShortfall(domains[d].Name, least[d], domains[d].Budget));
            }
        }

        // A feed that nothing makes safe still leaves the others what is theirs.
        while (Rise(domains, nodes, shares, isOpen, tolerated))
        {
            // Until every node is at its highest limit or under a full feed.
        }

        return new SafeLimits([.. members.Select((node, n) => LimitsOf(node, nodes[n].Gpus.Count == 0 ? 0 : shares[n]))], infeasible);
    }

    private static bool Rise(
        IReadOnlyList<SafetyDomain> domains, IReadOnlyList<SafetyNode> nodes, double[] shares, bool[] isOpen, int tolerated)
    {
        var rising = nodes.Select((node, n) => shares[n] < 1 && Under(domains, node.Domain, isOpen)).ToArray();
        if (!rising.Contains(true))
        {
            return false;
        }

        // All that still rise stand at the same share.
        var from = shares[Array.IndexOf(rising, true)];
        if (Fits(1.0))
        {
            Set(1.0);
            return false;
        }

        var (low, high) = (from, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Fits(middle) ? (middle, high) : (low, middle);
        }

        Set(high);
        var full = FailedDraw.Of(domains, nodes, Draws(nodes, shares), tolerated);
        Set(low);
        for (var d = 0; d < domains.Count; d++)
        {
            isOpen[d] &= full[d] <= domains[d].Budget;
        }

        return true;

        bool Fits(double share)
        {
            Set(share);
            var draws = FailedDraw.Of(domains, nodes, Draws(nodes, shares), tolerated);
            return !draws.Where((draw, d) => isOpen[d] && draw > domains[d].Budget).Any();
        }

        void Set(double share)
        {
            for (var n = 0; n < shares.Length; n++)
            {
                shares[n] = rising[n] ? share : shares[n];
            }
        }
    }

    private static bool Under(IReadOnlyList<SafetyDomain> domains, int domain, bool[] isOpen)
    {
        for (var d = domain; d >= 0; d = domains[d].Parent)
        {
            if (!isOpen[d])
            {
                return false;
            }
        }

        return true;
    }

    private static Watts[] Draws(IReadOnlyList<SafetyNode> nodes, double[] shares) =>
        [.. nodes.Select((node, n) => node.DrawAt(LimitsOf(node, shares[n])))];

    // Whole watts, as drivers take them, downwards.
    private static Watts[] LimitsOf(SafetyNode node, double share) =>
        [.. node.Gpus.Select(g => Watts.FromMilliwatts(Math.Max(
            g.Min.Milliwatts,
            (long)(g.Min.Milliwatts + share * (g.Max.Milliwatts - g.Min.Milliwatts)) / 1000 * 1000)))];
}
