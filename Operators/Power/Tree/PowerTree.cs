using Headroom.Operators.Power.Settings;
using Headroom.Operators.SpecReading;

namespace Headroom.Operators.Power.Tree;

/// <summary>Which feed hangs on which, and which node on which feed. Domains that cannot be used are left out, with the reason.</summary>
internal sealed class PowerTree
{
    private PowerTree(IReadOnlyList<TreeDomain> domains, IReadOnlyList<TreeMember> members, IReadOnlyDictionary<string, IReadOnlyList<SpecError>> errors) =>
        (Domains, Members, Errors) = (domains, members, errors);

    public static PowerTree Empty { get; } = new([], [], new Dictionary<string, IReadOnlyList<SpecError>>());

    /// <summary>Parents before children.</summary>
    public IReadOnlyList<TreeDomain> Domains { get; }

    /// <summary>By name.</summary>
    public IReadOnlyList<TreeMember> Members { get; }

    /// <summary>Why domains are left out, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SpecError>> Errors { get; }

    /// <param name="specs">Every PowerDomain, its settings or why it has none.</param>
    public static PowerTree Build(IReadOnlyDictionary<string, (PowerSettings? Settings, IReadOnlyList<SpecError> Errors)> specs, IEnumerable<PowerNode> nodes)
    {
        var errors = specs.Where(static s => s.Value.Settings is null).ToDictionary(static s => s.Key, static s => s.Value.Errors);
        var usable = specs.Where(static s => s.Value.Settings is not null).ToDictionary(static s => s.Key, static s => s.Value.Settings!, StringComparer.Ordinal);
        var domains = new List<TreeDomain>();
        foreach (var name in usable.Keys.Order(StringComparer.Ordinal))
        {
            Place(name, usable, specs.Keys, domains, errors, []);
        }

        var members = MembersOf(nodes, domains, errors);
        // A domain that a conflict makes unusable takes its children with it: their feed is not kept.
        var kept = domains.Where(d => !errors.ContainsKey(d.Name)).ToList();
        return kept.Count == domains.Count ? new PowerTree(domains, members, errors) : Without(specs, nodes, errors);
    }

    /// <summary>The domain and all above it, nearest first.</summary>
    public IEnumerable<int> Feeds(int domain)
    {
        for (var d = domain; d >= 0; d = Domains[d].Parent)
        {
            yield return d;
        }
    }

    private static PowerTree Without(
        IReadOnlyDictionary<string, (PowerSettings? Settings, IReadOnlyList<SpecError> Errors)> specs, IEnumerable<PowerNode> nodes,
        Dictionary<string, IReadOnlyList<SpecError>> errors)
    {
        var rest = specs.ToDictionary(
            static s => s.Key, s => errors.TryGetValue(s.Key, out var why) ? (null, why) : s.Value, StringComparer.Ordinal);
        return Build(rest, nodes);
    }

    private static int? Place(
        string name, Dictionary<string, PowerSettings> usable, IEnumerable<string> known, List<TreeDomain> placed,
        Dictionary<string, IReadOnlyList<SpecError>> errors, IReadOnlyList<string> above)
    {
        var at = placed.FindIndex(d => d.Name == name);
        if (at >= 0 || errors.ContainsKey(name))
        {
            return at >= 0 ? at : null;
        }

        var settings = usable[name];
        var parent = -1;
        if (settings.Parent is { } feed)
        {
            var why = above.Contains(feed) || feed == name ? $"a domain that is not fed by this one: {string.Join(" → ", [.. above, name, feed])} is a circle"
                : !known.Contains(feed) ? "the name of a PowerDomain, which does not exist"
                : !usable.ContainsKey(feed) ? "a PowerDomain that can be used; this one has errors of its own"
                : null;
            var index = why is null ? Place(feed, usable, known, placed, errors, [.. above, name]) : null;
            if (index is null)
            {
                errors[name] = [new SpecError("spec.parent", $"'{feed}'", why ?? "a PowerDomain that can be used; this one has errors of its own")];
                return null;
            }

            parent = index.Value;
        }

        placed.Add(new TreeDomain(name, parent, settings));
        return placed.Count - 1;
    }

    private static List<TreeMember> MembersOf(
        IEnumerable<PowerNode> nodes, List<TreeDomain> domains, Dictionary<string, IReadOnlyList<SpecError>> errors)
    {
        var members = new List<TreeMember>();
        foreach (var node in nodes.OrderBy(static n => n.Name, StringComparer.Ordinal))
        {
            var feeds = Enumerable.Range(0, domains.Count).Where(d => domains[d].Settings.Nodes?.Matches(node.Labels) == true).ToList();
            // On a feed and on one above it means the lower one.
            var lowest = feeds.Where(d => !feeds.Any(other => other != d && IsAbove(domains, d, other))).ToList();
            if (lowest.Count > 1)
            {
                var names = string.Join(" and ", lowest.Select(d => domains[d].Name));
                foreach (var d in lowest)
                {
                    errors[domains[d].Name] = [new SpecError("spec.nodeSelector", $"node {node.Name}", $"each node on one feed; this one is on {names}")];
                }
            }
            else if (lowest.Count == 1)
            {
                members.Add(new TreeMember(node.Name, lowest[0], node.HasGpus));
            }
        }

        return members;
    }

    private static bool IsAbove(List<TreeDomain> domains, int upper, int lower)
    {
        for (var d = domains[lower].Parent; d >= 0; d = domains[d].Parent)
        {
            if (d == upper)
            {
                return true;
            }
        }

        return false;
    }
}
