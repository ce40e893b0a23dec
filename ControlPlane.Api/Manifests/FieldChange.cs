using System.Text.Json.Nodes;

namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>One field that differs.</summary>
/// <param name="Path">Such as spec.objective.serviceLevel; a list is one field.</param>
/// <param name="Before">As JSON; null where it was not there.</param>
/// <param name="After">As JSON; null where it is gone.</param>
internal sealed record FieldChange(string Path, string? Before, string? After)
{
    /// <returns>In the order of the documents, those that are gone first.</returns>
    public static IReadOnlyList<FieldChange> Between(JsonObject before, JsonObject after) => [.. Between("", before, after)];

    public override string ToString() => $"{Path}: {Before ?? "nothing"} → {After ?? "nothing"}";

    private static IEnumerable<FieldChange> Between(string path, JsonObject before, JsonObject after)
    {
        var names = before.Select(static f => f.Key).Union(after.Select(static f => f.Key), StringComparer.Ordinal);
        return names.Where(n => !JsonNode.DeepEquals(before[n], after[n])).SelectMany(name =>
        {
            var (old, now) = (before[name], after[name]);
            var here = path.Length == 0 ? name : $"{path}.{name}";
            return old is JsonObject from && now is JsonObject to ? Between(here, from, to) : [new FieldChange(here, Json(old), Json(now))];
        });
    }

    private static string? Json(JsonNode? node) => node?.ToJsonString();
}
