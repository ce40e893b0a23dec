using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Patching;

/// <summary>The merge patch of built-in kinds: lists merge by key, and $-members direct the merge.</summary>
internal static class StrategicMergePatch
{
    private const string ElementOrder = "$setElementOrder/";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";

    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        if (patch.Str("$patch") == "replace")
        {
            var whole = patch.Copy();
            whole.Remove("$patch");
            return whole;
        }

        if (patch.Arr("$retainKeys") is { } retained)
        {
            var keep = retained.Select(r => r.AsText()).ToHashSet();
            foreach (var name in target.Select(m => m.Key).Where(k => !keep.Contains(k)).ToArray())
            {
                target.Remove(name);
            }
        }

        foreach (var (name, value) in patch)
        {
            ApplyMember(target, name, value);
        }

        // Orders come last: they speak about the merged lists.
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(ElementOrder, StringComparison.Ordinal) && value is JsonArray order)
            {
                Reorder(target, name[ElementOrder.Length..], order);
            }
        }

        return target;
    }

    private static void ApplyMember(JsonObject target, string name, JsonNode? value)
    {
        if (name.StartsWith(DeleteFromList, StringComparison.Ordinal))
        {
            RemoveScalars(target.Arr(name[DeleteFromList.Length..]), value as JsonArray);
            return;
        }

        if (name.StartsWith('$'))
        {
            return;
        }

        switch (value)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject child when child.Str("$patch") == "delete":
                target.Remove(name);
                break;
            case JsonObject child:
                var existing = target.Obj(name)?.Copy() ?? [];
                target[name] = Apply(existing, child);
                break;
            case JsonArray array:
                target[name] = MergeList(name, target.Arr(name), array);
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static JsonArray MergeList(string name, JsonArray? target, JsonArray patch)
    {
        if (ListKeys.IsSet(name))
        {
            var union = (target ?? []).Concat(patch).Select(n => n.AsText() ?? "").Distinct();
            return [.. union.Select(t => (JsonNode)t)];
        }

        var replaces = patch.Objects().Any(p => p.Str("$patch") == "replace");
        if (replaces || ListKeys.For(name, target, patch) is not { } key)
        {
            return [.. patch.Where(p => p.Str("$patch") != "replace").Select(p => p?.DeepClone())];
        }

        var merged = target.Objects().Select(o => o.Copy()).ToList();
        foreach (var item in patch.Objects())
        {
            MergeItem(merged, item, key);
        }

        return [.. merged];
    }

    private static void MergeItem(List<JsonObject> merged, JsonObject item, string key)
    {
        var at = merged.FindIndex(m => JsonNode.DeepEquals(m[key], item[key]));
        if (item.Str("$patch") == "delete")
        {
            if (at >= 0)
            {
                merged.RemoveAt(at);
            }
        }
        else if (at >= 0)
        {
            merged[at] = Apply(merged[at], item);
        }
        else
        {
            merged.Add(Apply([], item));
        }
    }

    private static void RemoveScalars(JsonArray? target, JsonArray? removed)
    {
        for (var i = (target?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (removed?.Any(r => JsonNode.DeepEquals(r, target![i])) is true) // i counts target's items
            {
                target!.RemoveAt(i);
            }
        }
    }

    // Items that the order names come in its order; the server's other items follow the one that they followed before.
    private static void Reorder(JsonObject target, string name, JsonArray order)
    {
        if (target.Arr(name) is not { } list)
        {
            return;
        }

        var key = ListKeys.For(name, list, order);
        JsonNode? Identity(JsonNode? item) => key is null ? item : (item as JsonObject)?[key];
        int Rank(JsonNode? item)
        {
            for (var i = 0; i < order.Count; i++)
            {
                if (JsonNode.DeepEquals(Identity(order[i]), Identity(item)))
                {
                    return i;
                }
            }

            return -1;
        }

        var last = -1;
        var ranked = list.Select(item => (Item: item?.DeepClone(), Rank: Rank(item) is >= 0 and var r ? last = r : last)).ToList();
        target[name] = new JsonArray([.. ranked.OrderBy(r => r.Rank).Select(r => r.Item)]);
    }
}
