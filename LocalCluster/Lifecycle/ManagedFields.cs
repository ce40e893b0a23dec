using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>Who wrote an object. Only server-side apply records which fields; conflicts are not detected.</summary>
internal static class ManagedFields
{
    public static void RecordUpdate(JsonObject json, ResourceKind kind, string manager, DateTimeOffset now) =>
        Record(json, kind, manager, "Update", "", now, null);

    public static void RecordApply(
        JsonObject json, ResourceKind kind, string manager, string subresource, DateTimeOffset now, JsonObject fields) =>
        Record(json, kind, manager, "Apply", subresource, now, fields);

    /// <summary>The fields that the manager applied last; null when it never applied.</summary>
    public static JsonObject? AppliedBy(JsonObject json, string manager, string subresource) =>
        json.Obj("metadata").Arr("managedFields").Objects().FirstOrDefault(e => IsEntry(e, manager, "Apply", subresource)).Obj("fieldsV1");

    /// <summary>The fields that anyone else applied.</summary>
    public static IEnumerable<JsonObject> AppliedByOthers(JsonObject json, string manager) =>
        json.Obj("metadata").Arr("managedFields").Objects()
            .Where(e => e.Str("operation") == "Apply" && e.Str("manager") != manager)
            .Select(e => e.Obj("fieldsV1")).OfType<JsonObject>();

    private static void Record(
        JsonObject json, ResourceKind kind, string manager, string operation, string subresource, DateTimeOffset now, JsonObject? fields)
    {
        var metadata = json.Ensure("metadata");
        var entries = metadata.Arr("managedFields");
        var same = entries.Objects().FirstOrDefault(e => IsEntry(e, manager, operation, subresource));
        if (same is not null && JsonNode.DeepEquals(same["fieldsV1"], fields ?? []))
        {
            return; // an apply that owns the same fields leaves the time alone, so that repeating it changes nothing
        }

        if (same is not null)
        {
            entries!.Remove(same); // same was found in it
        }

        if (entries is null)
        {
            metadata["managedFields"] = entries = [];
        }

        var entry = new JsonObject
        {
            ["manager"] = manager,
            ["operation"] = operation,
            ["apiVersion"] = kind.ApiVersion,
            ["time"] = KubeTime.Seconds(now),
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = fields ?? [],
        };
        if (subresource.Length > 0)
        {
            entry["subresource"] = subresource;
        }

        entries.Add((JsonNode)entry);
    }

    private static bool IsEntry(JsonObject entry, string manager, string operation, string subresource) =>
        entry.Str("manager") == manager && entry.Str("operation") == operation && (entry.Str("subresource") ?? "") == subresource;
}
