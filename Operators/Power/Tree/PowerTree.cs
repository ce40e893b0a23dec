using Headroom.Operators.Power.Settings;
using Headroom.Operators.SpecReading;
using Headroom.Power.Domains;
using Headroom.Units;

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
        var errors = specs.Where(static s => s.Value.Settings is null).ToDictionary(static s => s.Key, static s => s.Value.Errors, StringComparer.Ordinal);
        var usable = specs.Where(static s => s.Value.Settings is not null).ToDictionary(static s => s.Key, static s => s.Value.Settings!, StringComparer.Ordinal);
        List<PowerNode> ordered = [.. nodes.OrderBy(static n => n.Name, StringComparer.Ordinal)];
        while (true)
        {
            var (tree, faults) = DomainTree.Build([.. usable.Select(d => Declare(d.Key, d.Value, ordered))]);
            if (tree is not null)
            {
                return Of(tree, usable, ordered, errors);
            }

            // A domain that a fault makes unusable takes its children with it: their feed is not kept.
            foreach (var (domain, error) in faults.SelectMany(f => Blame(f, specs)))
            {
                errors[domain] = [error];
                usable.Remove(domain);
            }
        }
    }

    /// <summary>The domain and all above it, nearest first.</summary>
    public IEnumerable<int> Feeds(int domain)
    {
        for (var d = domain; d >= 0; d = Domains[d].Parent)
        {
            yield return d;
        }
    }

    // What its nodes draw idle is not known before their agents report; then the lowest limits are held against the budget.
    private static DomainNode Declare(string name, PowerSettings settings, List<PowerNode> nodes) => new(
        name, settings.Parent, settings.Budget, Watts.Zero,
        settings.Nodes is { } selector ? [.. nodes.Where(n => selector.Matches(n.Labels)).Select(static n => n.Name)] : []);

    private static PowerTree Of(
        DomainTree tree, Dictionary<string, PowerSettings> settings, List<PowerNode> nodes, Dictionary<string, IReadOnlyList<SpecError>> errors)
    {
        // Parents come first, so the last domain that names a node is the lowest of those above it.
        var lowest = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var d = 0; d < tree.Domains.Count; d++)
        {
            foreach (var node in tree.Domains[d].Nodes)
            {
                lowest[node] = d;
            }
        }

        return new PowerTree(
            [.. tree.Domains.Select((d, i) => new TreeDomain(d.Name, tree.Parents[i], settings[d.Name]))],
            [.. nodes.Where(n => lowest.ContainsKey(n.Name)).Select(n => new TreeMember(n.Name, lowest[n.Name], n.HasGpus))],
            errors);
    }

    private static IEnumerable<(string Domain, SpecError Error)> Blame(
        DomainFault fault, IReadOnlyDictionary<string, (PowerSettings? Settings, IReadOnlyList<SpecError> Errors)> specs) => fault switch
        {
            DomainFault.UnknownParent unknown =>
            [
                (unknown.Domain, new SpecError("spec.parent", $"'{unknown.Parent}'", specs.ContainsKey(unknown.Parent)
                    ? "a PowerDomain that can be used; this one has errors of its own"
                    : "the name of a PowerDomain, which does not exist")),
            ],
            DomainFault.Cycle cycle => cycle.Path.Skip(1).Select((name, i) =>
                (name, new SpecError("spec.parent", $"'{specs[name].Settings?.Parent}'", $"a domain that is not fed by this one: {string.Join(" → ", cycle.Path)} is a circle"))),
            DomainFault.NodeInSiblings both => new[] { both.First, both.Second }.Select(name =>
                (name, new SpecError("spec.nodeSelector", $"node {both.Node}", $"each node on one feed; this one is on {both.First} and {both.Second}"))),
            _ => throw new System.Diagnostics.UnreachableException($"{fault}: names are unique and nothing is declared idle"),
        };
}
