using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Patching;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>Who manages which fields: a write takes what it changes, an apply takes what it names.</summary>
internal static class ManagedFields
{
    /// <summary>Gives the manager what the write changed, and takes from everyone what it removed.</summary>
    /// <param name="before">Null for a new object.</param>
    public static void RecordUpdate(
        JsonObject json, JsonObject? before, ResourceKind kind, string manager, string subresource, DateTimeOffset now)
    {
        var part = subresource == "status" && !kind.StatusHasAnnotations ? "status" : null;
        var changed = ObjectFields.Changed(before ?? [], json, kind.Shape, part);
        // What the object had and has no more, or has otherwise; the latter is what changed.
        var removed = before is null ? [] : FieldSet.Minus(ObjectFields.Changed(json, before, kind.Shape, part), changed);
        if (changed.Count == 0 && removed.Count == 0)
        {
            return;
        }

        var kept = new JsonArray();
        var own = changed;
        foreach (var entry in Entries(json))
        {
            var left = FieldSet.Minus(entry.Obj("fieldsV1") ?? [], removed);
            if (IsEntry(entry, manager, "Update", subresource))
            {
                own = FieldSet.Union(left, changed);
            }
            else
            {
                Keep(kept, entry, FieldSet.Minus(left, changed));
            }
        }

        Add(json, kept, kind, manager, "Update", subresource, now, own);
    }

    /// <summary>Checks an applied configuration against everyone else's fields and gives them to the manager.</summary>
    /// <param name="live">The object that the configuration was merged into.</param>
    /// <param name="merged">The result, in which the ownership is recorded.</param>
    /// <exception cref="StatusException">409: a field has another manager and another value, and the apply is not forced.</exception>
    public static void RecordApply(
        JsonObject merged, JsonObject live, JsonObject fields, ResourceKind kind, WriteOptions options, string subresource, DateTimeOffset now)
    {
        var changed = FieldSet.Intersect(fields, ObjectFields.Changed(live, merged, kind.Shape));
        var conflicts = new List<(string Manager, string Path)>();
        var kept = new JsonArray();
        JsonObject? same = null;
        foreach (var entry in Entries(merged))
        {
            if (IsEntry(entry, options.Manager, "Apply", subresource))
            {
                same = entry;
                continue;
            }

            var owned = entry.Obj("fieldsV1") ?? [];
            var contested = FieldSet.Intersect(owned, changed);
            conflicts.AddRange(FieldSet.Paths(contested).Select(p => (Describe(entry), p)));
            Keep(kept, entry, contested.Count == 0 ? owned : FieldSet.Minus(owned, contested));
        }

        if (conflicts.Count > 0 && !options.IsForced)
        {
            throw Failures.ApplyConflict(conflicts);
        }

        if (same is not null && JsonNode.DeepEquals(same["fieldsV1"], fields))
        {
            kept.Add(same.DeepClone()); // an apply that owns the same fields leaves the time alone: repeating it changes nothing
            merged.Ensure("metadata")["managedFields"] = kept;
            return;
        }

        Add(merged, kept, kind, options.Manager, "Apply", subresource, now, fields.Copy());
    }

    /// <summary>What the manager applied before, and neither applies now nor shares with anyone.</summary>
    public static JsonObject Abandoned(JsonObject live, JsonObject fields, string manager, string subresource)
    {
        var before = Entries(live).FirstOrDefault(e => IsEntry(e, manager, "Apply", subresource)).Obj("fieldsV1");
        return before is null
            ? []
            : Entries(live).Where(e => !IsEntry(e, manager, "Apply", subresource)).Select(e => e.Obj("fieldsV1")).OfType<JsonObject>()
                .Aggregate(FieldSet.Minus(before, fields), FieldSet.Minus);
    }

    private static string Describe(JsonObject entry)
    {
        var part = entry.Str("subresource") is { Length: > 0 } subresource ? $" with subresource \"{subresource}\"" : "";
        var version = entry.Str("operation") == "Update" ? $" using {entry.Str("apiVersion")}" : "";
        return $"\"{entry.Str("manager")}\"{part}{version}";
    }

    private static JsonObject[] Entries(JsonObject json) => [.. json.Obj("metadata").Arr("managedFields").Objects()];

    private static void Keep(JsonArray kept, JsonObject entry, JsonObject fields)
    {
        if (fields.Count > 0)
        {
            var copy = entry.Copy();
            copy["fieldsV1"] = fields.DeepClone();
            kept.Add((JsonNode)copy);
        }
    }

    private static void Add(
        JsonObject json, JsonArray entries, ResourceKind kind, string manager, string operation, string subresource, DateTimeOffset now,
        JsonObject fields)
    {
        if (fields.Count > 0)
        {
            var entry = new JsonObject
            {
                ["manager"] = manager,
                ["operation"] = operation,
                ["apiVersion"] = kind.ApiVersion,
                ["time"] = KubeTime.Seconds(now),
                ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = fields,
            };
            if (subresource.Length > 0)
            {
                entry["subresource"] = subresource;
            }

            entries.Add((JsonNode)entry);
        }

        json.Ensure("metadata")["managedFields"] = entries;
    }

    private static bool IsEntry(JsonObject entry, string manager, string operation, string subresource) =>
        entry.Str("manager") == manager && entry.Str("operation") == operation && (entry.Str("subresource") ?? "") == subresource;
}
