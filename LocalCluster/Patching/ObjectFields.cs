using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Patching;

/// <summary>The fields of objects, as sets in the form of fieldsV1.</summary>
internal static class ObjectFields
{
    // What names an object or is the server's own belongs to no manager.
    private static readonly HashSet<string> Unowned =
    [
        "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "managedFields", "generation", "generateName",
        "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink",
    ];

    /// <summary>Every field of the object.</summary>
    public static JsonObject Of(JsonObject json, StructuralSchema? schema) => Changed([], json, schema);

    /// <summary>The fields that <paramref name="after"/> has and <paramref name="before"/> lacks or has otherwise.</summary>
    /// <param name="only">The one top-level member that can differ; null for all.</param>
    public static JsonObject Changed(JsonObject before, JsonObject after, StructuralSchema? schema, string? only = null)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in after)
        {
            if (name is "apiVersion" or "kind" || value is null || (only is not null && name != only))
            {
                continue;
            }

            if (name == "metadata" && value is JsonObject metadata)
            {
                var owned = new JsonObject(metadata.Where(m => !Unowned.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
                Add(fields, "f:metadata", Members(before.Obj(name) ?? [], owned, null));
                continue;
            }

            AddMember(fields, name, before[name], value, ListShape.Property(schema, name));
        }

        return fields;
    }

    private static JsonObject Members(JsonObject before, JsonObject after, StructuralSchema? schema)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in after)
        {
            AddMember(fields, name, before[name], value, ListShape.Property(schema, name));
        }

        return fields;
    }

    private static void AddMember(JsonObject fields, string name, JsonNode? before, JsonNode? value, StructuralSchema? schema)
    {
        switch (value)
        {
            case null:
                break;
            case JsonObject { Count: > 0 } child when !ListShape.IsAtomicMap(name, schema):
                var deeper = Members(before as JsonObject ?? [], child, schema);
                if (before is not JsonObject && name is not ("spec" or "metadata" or "status"))
                {
                    deeper["."] = new JsonObject();
                }

                Add(fields, "f:" + name, deeper);
                break;
            case JsonArray { Count: > 0 } list when ListShape.Keys(name, list, schema) is { } keys:
                Add(fields, "f:" + name, Items(before as JsonArray, list, keys, schema?.Items));
                break;
            case JsonArray { Count: > 0 } list when ListShape.IsSet(name, schema):
                Add(fields, "f:" + name, new JsonObject(list.OfType<JsonNode>()
                    .Where(v => (before as JsonArray)?.Any(b => JsonNode.DeepEquals(b, v)) is not true)
                    .Select(v => "v:" + v.ToJsonString()).Distinct().Select(v => KeyValuePair.Create(v, (JsonNode?)new JsonObject()))));
                break;
            default:
                if (before is null || !JsonNode.DeepEquals(before, value))
                {
                    fields["f:" + name] = new JsonObject();
                }

                break;
        }
    }

    private static JsonObject Items(JsonArray? before, JsonArray after, IReadOnlyList<string> keys, StructuralSchema? schema)
    {
        var fields = new JsonObject();
        foreach (var item in after.Objects())
        {
            var known = before.Objects().FirstOrDefault(b => keys.All(k => JsonNode.DeepEquals(ListShape.Key(b, k), ListShape.Key(item, k))));
            var inner = Members(known ?? [], item, schema);
            if (known is null)
            {
                inner["."] = new JsonObject();
            }

            var key = new JsonObject(keys.Select(k => KeyValuePair.Create(k, ListShape.Key(item, k)?.DeepClone())));
            Add(fields, "k:" + key.ToJsonString(), inner);
        }

        return fields;
    }

    private static void Add(JsonObject fields, string name, JsonObject children)
    {
        if (children.Count > 0)
        {
            fields[name] = children;
        }
    }
}
