using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Collection;

/// <summary>What still holds a namespace that is being deleted.</summary>
internal static class NamespaceConditions
{
    public static void Set(JsonObject status, IReadOnlyList<(ResourceKind Kind, IReadOnlyList<StoredObject> Items)> left, string now)
    {
        var content = left.Select(c => $"{c.Kind.Plural}.{c.Kind.Group} has {c.Items.Count} resource instances").Order(StringComparer.Ordinal);
        Conditions.Set(status, "NamespaceContentRemaining", "True", "SomeResourcesRemain", $"Some resources are remaining: {string.Join(", ", content)}", now);
        var finalizers = left.SelectMany(c => c.Items).SelectMany(i => i.Metadata.Arr("finalizers") ?? []).Select(f => f.AsText() ?? "")
            .GroupBy(f => f).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} in {g.Count()} resource instances").ToArray();
        var isHeld = finalizers.Length > 0;
        Conditions.Set(
            status, "NamespaceFinalizersRemaining", isHeld ? "True" : "False", isHeld ? "SomeFinalizersRemain" : "ContentHasNoFinalizers",
            isHeld ? $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}" : "All content-preserving finalizers finished", now);
    }
}
