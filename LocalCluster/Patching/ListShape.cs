using System.Text.Json.Nodes;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Patching;

/// <summary>Which lists are maps or sets and which maps are one value, for field ownership.</summary>
/// <remarks>The kind's schema says it; within metadata, and in kinds without a schema, the member's name does.</remarks>
internal static class ListShape
{
    private static readonly HashSet<string> AtomicMaps =
    [
        "selector", "labelSelector", "nodeSelector", "scaleTargetRef", "involvedObject", "claimRef", "roleRef", "secretKeyRef",
        "configMapKeyRef", "fieldRef", "resourceFieldRef", "targetRef", "requiredDuringSchedulingIgnoredDuringExecution",
    ];

    public static StructuralSchema? Property(StructuralSchema? schema, string name) =>
        schema?.Properties.GetValueOrDefault(name) ?? schema?.AdditionalProperties;

    public static bool IsAtomicMap(string name, StructuralSchema? schema) => schema?.IsAtomicMap ?? AtomicMaps.Contains(name);

    public static bool IsSet(string name, StructuralSchema? schema) => schema?.IsListSet ?? ListKeys.IsSet(name);

    public static IReadOnlyList<string>? Keys(string name, JsonArray list, StructuralSchema? schema)
    {
        if (schema is not null)
        {
            return schema.ListMapKeys.Count > 0 ? schema.ListMapKeys : null;
        }

        return ListKeys.For(name, list, null) switch
        {
            null => null,
            var port when name == "ports" => [port, "protocol"],
            var key => [key],
        };
    }

    /// <summary>The item's key; a port without a protocol speaks TCP.</summary>
    public static JsonNode? Key(JsonObject item, string key) => item[key] ?? (key == "protocol" ? "TCP" : null);
}
