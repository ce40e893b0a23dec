namespace Headroom.Power.Safety;

/// <summary>Feeds with what rises under them: at which share each of them is full.</summary>
internal sealed class RisingTree
{
    // Limits are whole watts of ranges below 4 kW.
    private const int Halvings = 14;

    private readonly IReadOnlyList<SafetyDomain> _domains;
    private readonly List<RisingNode>[] _members;
    private readonly long[] _largest;

    /// <param name="domains">Parents before children.</param>
    /// <param name="nodes">Of the same order as <paramref name="rising"/>.</param>
    /// <param name="rising">What rises.</param>
    /// <param name="tolerated">k ≥ 0.</param>
    public RisingTree(IReadOnlyList<SafetyDomain> domains, IReadOnlyList<SafetyNode> nodes, IReadOnlyList<RisingNode> rising, int tolerated)
    {
        _domains = domains;
        _largest = new long[tolerated];
        _members = [.. domains.Select(static _ => new List<RisingNode>())];
        for (var n = 0; n < nodes.Count; n++)
        {
            for (var d = nodes[n].Domain; d >= 0; d = domains[d].Parent)
            {
                _members[d].Add(rising[n]);
            }
        }
    }

    /// <summary>Milliwatts that the feed can draw in the failed state when what rises under it stands at the share.</summary>
    public long DrawAt(int domain, double share)
    {
        Array.Clear(_largest);
        var sum = 0L;
        foreach (var node in _members[domain])
        {
            var draw = node.DrawAt(share);
            sum += draw;
            Keep(node.Nameplate - draw);
        }

        return sum + _largest.Sum();
    }

    /// <returns>The highest share that fits, to a step of 2⁻¹⁴; 1 where nothing under it rises any more. 0 fits: ask before.</returns>
    public double FullAt(int domain)
    {
        if (_members[domain].TrueForAll(static n => n.Stopped is not null) || Fits(domain, 1))
        {
            return 1;
        }

        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Fits(domain, middle) ? (middle, high) : (low, middle);
        }

        return low;
    }

    public bool Fits(int domain, double share) => DrawAt(domain, share) <= _domains[domain].Budget.Milliwatts;

    /// <summary>Nothing under the feed rises above the share.</summary>
    public void Stop(int domain, double share)
    {
        foreach (var node in _members[domain])
        {
            node.Stopped ??= share;
        }
    }

    // Ascending; the first is the next to go.
    private void Keep(long excess)
    {
        if (_largest.Length == 0 || excess <= _largest[0])
        {
            return;
        }

        var at = 0;
        for (; at + 1 < _largest.Length && _largest[at + 1] < excess; at++)
        {
            _largest[at] = _largest[at + 1];
        }

        _largest[at] = excess;
    }
}
