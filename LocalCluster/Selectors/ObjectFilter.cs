using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Selectors;

/// <summary>The objects that a list or watch is about.</summary>
/// <param name="Scope">A namespace; null for all.</param>
internal sealed record ObjectFilter(string? Scope, LabelSelector Labels, FieldSelector Fields)
{
    public bool Matches(StoredObject item) =>
        (Scope is null || item.Key.Namespace == Scope)
        && (Fields.Name is not { } name || item.Key.Name == name)
        && (Labels.IsEverything || Labels.Matches(item.Metadata.Obj("labels")))
        && (Fields.IsEverything || Fields.Matches(item.Json));
}
