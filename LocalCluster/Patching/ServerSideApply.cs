using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Patching;

/// <summary>Merges an applied configuration: its fields win, and fields the manager applied before and left out now go.</summary>
internal static class ServerSideApply
{
    public static JsonObject Merge(JsonObject target, JsonObject applied, StructuralSchema? schema)
    {
        foreach (var (name, value) in applied)
        {
            // metadata has its own rules, whatever a definition says about it
            var property = name == "metadata" ? null : ListShape.Property(schema, name);
            switch (value)
            {
                case null:
                    break;
                case JsonObject child when !ListShape.IsAtomicMap(name, property):
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

    /// <summary>Removes the fields of the set from the object; items of lists go by their keys and values.</summary>
    public static void Remove(JsonObject target, JsonObject abandoned)
    {
        foreach (var (name, children) in abandoned.Where(m => m.Key.StartsWith("f:", StringComparison.Ordinal)))
        {
            var (member, below) = (name[2..], children as JsonObject ?? []);
            if (below.Count == 0 || (below.ContainsKey(".") && IsLastOf(target[member], below)))
            {
                target.Remove(member);
            }
            else if (target[member] is JsonObject child)
            {
                Remove(child, below);
            }
            else if (target[member] is JsonArray list)
            {
                RemoveItems(list, below);
            }
        }
    }

    // A map whose owner leaves goes only when nothing of others is left in it.
    private static bool IsLastOf(JsonNode? node, JsonObject abandoned) => node switch
    {
        JsonObject o => o.All(m => abandoned.ContainsKey("f:" + m.Key)),
        _ => true,
    };

    private static void RemoveItems(JsonArray list, JsonObject abandoned)
    {
        foreach (var (name, children) in abandoned)
        {
            if (name.StartsWith("v:", StringComparison.Ordinal))
            {
                list.RemoveAll(v => v?.ToJsonString() == name[2..]);
            }
            else if (name.StartsWith("k:", StringComparison.Ordinal) && JsonNode.Parse(name[2..]) is JsonObject keys
                && list.Objects().FirstOrDefault(i => keys.All(k => JsonNode.DeepEquals(ListShape.Key(i, k.Key), k.Value))) is { } item)
            {
                if (children.Obj(".") is not null || children is JsonObject { Count: 0 })
                {
                    list.Remove(item);
                }
                else
                {
                    Remove(item, children as JsonObject ?? []);
                }
            }
        }
    }

    private static JsonArray MergeList(string name, JsonArray? target, JsonArray applied, StructuralSchema? schema)
    {
        if (ListShape.Keys(name, applied, schema) is not { } keys)
        {
            return ListShape.IsSet(name, schema)
                ? [.. (target ?? []).Concat(applied).OfType<JsonNode>().DistinctBy(n => n.ToJsonString()).Select(n => n.DeepClone())]
                : (JsonArray)applied.DeepClone();
        }

        var merged = target.Objects().Select(o => o.Copy()).ToList();
        foreach (var item in applied.Objects())
        {
            var at = merged.FindIndex(m => keys.All(k => JsonNode.DeepEquals(ListShape.Key(m, k), ListShape.Key(item, k))));
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
}
