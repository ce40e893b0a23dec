using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Patching;

/// <summary>Operations on sets of fields in the form of fieldsV1: a tree whose empty nodes and dots are the members.</summary>
internal static class FieldSet
{
    /// <summary>The members of either set.</summary>
    public static JsonObject Union(JsonObject first, JsonObject second)
    {
        var union = first.Copy();
        foreach (var (name, children) in second)
        {
            union[name] = union.Obj(name) is { } known ? Union(known, Children(children)) : children?.DeepClone();
        }

        return union;
    }

    /// <summary>What of <paramref name="set"/> is not in <paramref name="removed"/>; nodes that are left empty go.</summary>
    public static JsonObject Minus(JsonObject set, JsonObject removed)
    {
        var left = new JsonObject();
        foreach (var (name, node) in set)
        {
            var children = Children(node);
            if (!removed.TryGetPropertyValue(name, out var gone))
            {
                left[name] = children.Copy();
            }
            else if (children.Count > 0 && Children(gone).Count > 0 && Minus(children, Children(gone)) is { Count: > 0 } rest)
            {
                left[name] = rest;
            }
        }

        return left;
    }

    /// <summary>The members of both sets; a member meets everything below it.</summary>
    public static JsonObject Intersect(JsonObject first, JsonObject second)
    {
        var common = new JsonObject();
        foreach (var (name, node) in first)
        {
            if (!second.TryGetPropertyValue(name, out var other))
            {
                continue;
            }

            var (here, there) = (Children(node), Children(other));
            if (here.Count == 0 || there.Count == 0)
            {
                common[name] = here.Count == 0 ? there.Copy() : here.Copy();
            }
            else if (Intersect(here, there) is { Count: > 0 } deeper)
            {
                common[name] = deeper;
            }
        }

        return common;
    }

    /// <summary>The members as people read them: <c>.spec.containers[name="main"].image</c>.</summary>
    public static IEnumerable<string> Paths(JsonObject set, string prefix = "")
    {
        foreach (var (name, node) in set.Where(m => m.Key != "."))
        {
            var path = prefix + Step(name);
            var below = Paths(Children(node), path).ToArray();
            if (below.Length == 0)
            {
                yield return path;
            }

            foreach (var deeper in below)
            {
                yield return deeper;
            }
        }
    }

    private static string Step(string name) => name[..2] switch
    {
        "f:" => $".{name[2..]}",
        "k:" when JsonNode.Parse(name[2..]) is JsonObject keys => $"[{string.Join(',', keys.Select(k => $"{k.Key}={k.Value?.ToJsonString()}"))}]",
        _ => $"[={name[2..]}]",
    };

    private static JsonObject Children(JsonNode? node) => node as JsonObject ?? [];
}
