using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Printing;

/// <summary>Objects as meta.k8s.io/v1 Table, which is what kubectl get prints.</summary>
internal static class TableRenderer
{
    public static JsonObject Table(
        ResourceKind kind, IEnumerable<StoredObject> items, JsonObject metadata, DateTimeOffset now, string includeObject) => new()
    {
        ["kind"] = "Table",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = metadata,
        ["columnDefinitions"] = new JsonArray([.. kind.Columns.Select(Definition)]),
        ["rows"] = new JsonArray([.. items.Select(i => Row(kind, i, now, includeObject))]),
    };

    private static JsonObject Definition(PrinterColumn column) => new()
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description,
        ["priority"] = column.Priority,
    };

    private static JsonObject Row(ResourceKind kind, StoredObject item, DateTimeOffset now, string includeObject) => new()
    {
        ["cells"] = new JsonArray([.. kind.Columns.Select(c => c.Cell(item.Json, now))]),
        ["object"] = includeObject switch
        {
            "None" => null,
            "Object" => kind.Renaming?.FromStored(item.Json) ?? item.Json.Copy(),
            _ => PartialMetadata(item.Json),
        },
    };

    public static JsonObject PartialMetadata(JsonObject json) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = json["metadata"]?.DeepClone(),
    };
}
