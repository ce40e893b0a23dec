using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Patching;

/// <summary>Merges an applied configuration: its fields win, and fields the manager applied before and left out now go.</summary>
/// <remarks>Conflicts between managers are not detected: the last one to apply a field has it.</remarks>
internal static class ServerSideApply
{
    private static readonly HashSet<string> Unowned =
        ["apiVersion", "kind", "name", "namespace", "uid", "resourceVersion", "creationTimestamp", "managedFields", "generation"];

    public static JsonObject Merge(JsonObject target, JsonObject applied, StructuralSchema? schema)
    {
        foreach (var (name, value) in applied)
        {
            // metadata has its own rules, whatever a definition says about it
            var property = name == "metadata" ? null : schema?.Properties.GetValueOrDefault(name) ?? schema?.AdditionalProperties;
            switch (value)
            {
                case null:
                    break;
                case JsonObject child:
                    target[name] = Merge(target.Obj(name)?.Copy() ?? [], child, property);
                    break;
                case JsonArray array:
                    target[name] = MergeList(name, target.Arr(name), array, property);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }

        return target;
    }

    /// <summary>The fieldsV1 of a configuration.</summary>
    public static JsonObject Fields(JsonObject applied, StructuralSchema? schema, bool isRoot = true)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in applied)
        {
            if ((isRoot && name is "apiVersion" or "kind") || value is null)
            {
                continue;
            }

            if (isRoot && name == "metadata" && value is JsonObject metadata)
            {
                var owned = new JsonObject(metadata.Where(m => !Unowned.Contains(m.Key)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
                fields["f:metadata"] = Fields(owned, null, false);
                continue;
            }

            var property = schema?.Properties.GetValueOrDefault(name) ?? schema?.AdditionalProperties;
            fields["f:" + name] = value switch
            {
                JsonObject child => Fields(child, property, false),
                JsonArray array when Keys(name, array, property) is { } keys => ItemFields(array, keys, property?.Items),
                _ => new JsonObject(),
            };
        }

        return fields;
    }

    /// <summary>Removes what <paramref name="before"/> has and neither <paramref name="after"/> nor another manager has.</summary>
    public static void RemoveAbandoned(JsonObject target, JsonObject before, JsonObject after, IReadOnlyList<JsonObject> others)
    {
        foreach (var (name, children) in before)
        {
            if (!name.StartsWith("f:", StringComparison.Ordinal))
            {
                continue;
            }

            var member = name[2..];
            var elsewhere = others.Select(o => o.Obj(name)).OfType<JsonObject>().ToArray();
            if (!after.ContainsKey(name) && elsewhere.Length == 0)
            {
                target.Remove(member);
            }
            else if (target[member] is JsonObject child)
            {
                RemoveAbandoned(child, children as JsonObject ?? [], after.Obj(name) ?? [], elsewhere);
            }
            else if (target[member] is JsonArray list)
            {
                RemoveItems(list, children as JsonObject ?? [], after.Obj(name) ?? [], elsewhere);
            }
        }
    }

    private static void RemoveItems(JsonArray list, JsonObject before, JsonObject after, JsonObject[] others)
    {
        foreach (var (name, children) in before)
        {
            if (!name.StartsWith("k:", StringComparison.Ordinal) || JsonNode.Parse(name[2..]) is not JsonObject keys)
            {
                continue;
            }

            var item = list.Objects().FirstOrDefault(i => keys.All(k => JsonNode.DeepEquals(i[k.Key], k.Value)));
            var elsewhere = others.Select(o => o.Obj(name)).OfType<JsonObject>().ToArray();
            if (item is not null && !after.ContainsKey(name) && elsewhere.Length == 0)
            {
                list.Remove(item);
            }
            else if (item is not null)
            {
                RemoveAbandoned(item, children as JsonObject ?? [], after.Obj(name) ?? [], elsewhere);
            }
        }
    }

    private static JsonArray MergeList(string name, JsonArray? target, JsonArray applied, StructuralSchema? schema)
    {
        if (Keys(name, applied, schema) is not { } keys)
        {
            return ListKeys.IsSet(name)
                ? [.. (target ?? []).Concat(applied).Select(n => n.AsText() ?? "").Distinct().Select(t => (JsonNode)t)]
                : (JsonArray)applied.DeepClone();
        }

        var merged = target.Objects().Select(o => o.Copy()).ToList();
        foreach (var item in applied.Objects())
        {
            var at = merged.FindIndex(m => keys.All(k => JsonNode.DeepEquals(m[k], item[k])));
            if (at >= 0)
            {
                merged[at] = Merge(merged[at], item, schema?.Items);
            }
            else
            {
                merged.Add(item.Copy());
            }
        }

        return [.. merged];
    }

    // A custom resource says which of its lists are maps; within metadata and built-in kinds the member's name does.
    private static IReadOnlyList<string>? Keys(string name, JsonArray array, StructuralSchema? schema)
    {
        if (schema is not null)
        {
            return schema.ListMapKeys.Count > 0 ? schema.ListMapKeys : null;
        }

        return ListKeys.For(name, array, null) is { } key ? [key] : null;
    }

    private static JsonObject ItemFields(JsonArray array, IReadOnlyList<string> keys, StructuralSchema? schema)
    {
        var fields = new JsonObject();
        foreach (var item in array.Objects())
        {
            var key = new JsonObject(keys.Select(k => KeyValuePair.Create(k, item[k]?.DeepClone())));
            var inner = Fields(item, schema, false);
            inner["."] = new JsonObject();
            fields["k:" + key.ToJsonString()] = inner;
        }

        return fields;
    }
}
