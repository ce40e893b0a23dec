namespace Headroom.Power.Domains;

/// <summary>Domains in the order parents before children; what ancestors leave each is in <see cref="BudgetShares"/>.</summary>
public sealed class DomainTree
{
    private readonly DomainNode[] _domains;
    private readonly int[] _parents;
    private readonly Dictionary<string, int> _index;

    private DomainTree(DomainNode[] domains, int[] parents)
    {
        (_domains, _parents) = (domains, parents);
        _index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < domains.Length; i++)
        {
            _index[domains[i].Name] = i;
        }
    }

    /// <summary>Parents before children; ties by name.</summary>
    public IReadOnlyList<DomainNode> Domains => _domains;

    /// <summary>Index of each domain's parent in <see cref="Domains"/>; negative for a root.</summary>
    public IReadOnlyList<int> Parents => _parents;

    /// <returns>The tree, or every fault that was found; one of the two is empty.</returns>
    public static (DomainTree? Tree, IReadOnlyList<DomainFault> Faults) Build(IReadOnlyList<DomainNode> declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        var faults = DomainCheck.Names(declared);
        if (faults.Count > 0)
        {
            return (null, faults);
        }

        var byName = declared.ToDictionary(d => d.Name, StringComparer.Ordinal);
        if (DomainCheck.FindCycle(declared, byName) is { } cycle)
        {
            return (null, [cycle]);
        }

        var ordered = declared.OrderBy(d => Depth(d, byName)).ThenBy(d => d.Name, StringComparer.Ordinal).ToArray();
        var place = ordered.Select((d, i) => (d.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        var tree = new DomainTree(ordered, [.. ordered.Select(d => d.Parent is null ? -1 : place[d.Parent])]);
        faults = DomainCheck.Contents(tree);
        return faults.Count > 0 ? (null, faults) : (tree, []);
    }

    /// <summary>The domain's place in <see cref="Domains"/>; negative when it is not there.</summary>
    public int IndexOf(string name) => _index.GetValueOrDefault(name, -1);

    internal bool IsAncestor(int above, int below)
    {
        for (var at = below; at >= 0; at = _parents[at])
        {
            if (at == above)
            {
                return true;
            }
        }

        return false;
    }

    private static int Depth(DomainNode domain, Dictionary<string, DomainNode> byName)
    {
        var depth = 0;
        for (var at = domain; at.Parent is not null; at = byName[at.Parent])
        {
            depth++;
        }

        return depth;
    }
}
