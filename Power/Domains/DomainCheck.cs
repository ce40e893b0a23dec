using Headroom.Units;

namespace Headroom.Power.Domains;

/// <summary>What can be wrong with declared domains.</summary>
internal static class DomainCheck
{
    public static List<DomainFault> Names(IReadOnlyList<DomainNode> declared)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        List<DomainFault> faults = [.. declared.Where(d => !names.Add(d.Name)).Select(d => new DomainFault.DuplicateName(d.Name))];
        faults.AddRange(declared.Where(d => d.Parent is not null && !names.Contains(d.Parent))
            .Select(d => new DomainFault.UnknownParent(d.Name, d.Parent!))); // the filter keeps only named parents
        return faults;
    }

    /// <returns>One cycle, or null; the one with the first name when there are several.</returns>
    public static DomainFault? FindCycle(IReadOnlyList<DomainNode> declared, IReadOnlyDictionary<string, DomainNode> byName)
    {
        foreach (var start in declared.OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            List<string> path = [start.Name];
            for (var at = start; at.Parent is { } parent; at = byName[parent])
            {
                var seen = path.IndexOf(parent);
                path.Add(parent);
                if (seen >= 0)
                {
                    return new DomainFault.Cycle(path[seen..]);
                }
            }
        }

        return null;
    }

    public static List<DomainFault> Contents(DomainTree tree)
    {
        List<DomainFault> faults = [];
        var owner = new Dictionary<string, int>(StringComparer.Ordinal);
        var idle = new Watts[tree.Domains.Count];
        for (var i = tree.Domains.Count - 1; i >= 0; i--)
        {
            // Children come after their parents, so their sums are complete here.
            idle[i] += tree.Domains[i].Idle;
            if (tree.Parents[i] >= 0)
            {
                idle[tree.Parents[i]] += idle[i];
            }
        }

        for (var i = 0; i < tree.Domains.Count; i++)
        {
            var domain = tree.Domains[i];
            foreach (var node in domain.Nodes)
            {
                if (owner.TryGetValue(node, out var other) && !tree.IsAncestor(other, i) && !tree.IsAncestor(i, other))
                {
                    faults.Add(new DomainFault.NodeInSiblings(node, tree.Domains[other].Name, domain.Name));
                }

                owner[node] = i;
            }

            if (domain.Budget < idle[i])
            {
                faults.Add(new DomainFault.BudgetBelowIdle(domain.Name, domain.Budget, idle[i]));
            }
        }

        return faults;
    }
}
