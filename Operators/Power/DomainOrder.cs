using Headroom.Operators.Power.Api;

namespace Headroom.Operators.Power;

/// <summary>PowerDomains as a tree, those with faults included: what the tree of the planner leaves out is shown all the same.</summary>
internal static class DomainOrder
{
    /// <returns>Each behind its parent, siblings by name. A parent that does not exist makes a root, a circle is cut at its first name.</returns>
    public static IReadOnlyList<(PowerDomain Item, int Depth)> Of(IEnumerable<PowerDomain> domains)
    {
        var items = domains.OrderBy(static d => d.Metadata.Name, StringComparer.Ordinal).ToList();
        var names = items.Select(Name).ToHashSet(StringComparer.Ordinal);
        var children = items.ToLookup(static d => d.Spec.Parent ?? "", StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<(PowerDomain, int)>();

        void Visit(PowerDomain item, int depth)
        {
            if (seen.Add(Name(item)))
            {
                ordered.Add((item, depth));
                foreach (var child in children[Name(item)])
                {
                    Visit(child, depth + 1);
                }
            }
        }

        // Roots first; what is left after them hangs in a circle.
        foreach (var item in items.Where(d => !names.Contains(d.Spec.Parent ?? "")).Concat(items))
        {
            Visit(item, 0);
        }

        return ordered;
    }

    /// <returns>The domain and all that it feeds; empty where it does not exist.</returns>
    public static IReadOnlySet<string> Below(IEnumerable<PowerDomain> domains, string name)
    {
        var below = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, _) in Of(domains))
        {
            if (Name(item) == name || below.Contains(item.Spec.Parent ?? ""))
            {
                below.Add(Name(item));
            }
        }

        return below;
    }

    private static string Name(PowerDomain item) => item.Metadata.Name ?? "";
}
