using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Patching;

/// <summary>RFC 6902.</summary>
internal static class JsonPatch
{
    /// <exception cref="StatusException">An operation is malformed or does not fit the object.</exception>
    public static JsonObject Apply(JsonObject target, JsonArray operations)
    {
        JsonNode root = target;
        foreach (var operation in operations.Objects())
        {
            root = ApplyOne(root, operation);
        }

        return root as JsonObject ?? throw Failures.BadRequest("the patch leaves no object");
    }

    private static JsonNode ApplyOne(JsonNode root, JsonObject operation)
    {
        var path = Split(operation.Str("path") ?? throw Failures.BadRequest("a JSON patch operation needs a path"));
        switch (operation.Str("op"))
        {
            case "add":
                return Add(root, path, operation["value"]?.DeepClone());
            case "remove":
                Remove(root, path);
                return root;
            case "replace":
                Remove(root, path);
                return Add(root, path, operation["value"]?.DeepClone());
            case "copy":
                return Add(root, path, Find(root, Split(operation.Str("from") ?? ""))?.DeepClone());
            case "move":
                var from = Split(operation.Str("from") ?? "");
                var moved = Find(root, from)?.DeepClone();
                Remove(root, from);
                return Add(root, path, moved);
            case "test":
                return JsonNode.DeepEquals(Find(root, path), operation["value"])
                    ? root
                    : throw new StatusException(422, "Invalid", $"the server rejected our request due to an error in our request: testing value {operation.Str("path")} failed");
            default:
                throw Failures.BadRequest($"unknown JSON patch operation \"{operation.Str("op")}\"");
        }
    }

    private static string[] Split(string pointer) =>
        pointer.Length == 0 ? [] : [.. pointer[1..].Split('/').Select(s => s.Replace("~1", "/").Replace("~0", "~"))];

    private static JsonNode? Find(JsonNode root, string[] path)
    {
        JsonNode? at = root;
        foreach (var step in path)
        {
            at = at switch
            {
                JsonObject o when o.ContainsKey(step) => o[step],
                JsonArray array when int.TryParse(step, out var i) && i >= 0 && i < array.Count => array[i],
                _ => throw Missing(path),
            };
        }

        return at;
    }

    private static JsonNode Add(JsonNode root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            return value ?? throw Failures.BadRequest("the patch leaves no object");
        }

        switch (Find(root, path[..^1]))
        {
            case JsonObject o:
                o[path[^1]] = value;
                break;
            case JsonArray array when path[^1] == "-":
                array.Add(value);
                break;
            case JsonArray array when int.TryParse(path[^1], out var i) && i >= 0 && i <= array.Count:
                array.Insert(i, value);
                break;
            default:
                throw Missing(path);
        }

        return root;
    }

    private static void Remove(JsonNode root, string[] path)
    {
        if (path.Length == 0)
        {
            return;
        }

        switch (Find(root, path[..^1]))
        {
            case JsonObject o when o.Remove(path[^1]):
                break;
            case JsonArray array when int.TryParse(path[^1], out var i) && i >= 0 && i < array.Count:
                array.RemoveAt(i);
                break;
            default:
                throw Missing(path);
        }
    }

    private static StatusException Missing(string[] path) => new(
        422, "Invalid", $"the server rejected our request due to an error in our request: path /{string.Join('/', path)} does not exist");
}
