using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Headroom.LocalCluster.Schemas;

/// <summary>How lists and maps of the built-in kinds merge, as OpenAPI's x-kubernetes marks; read from builtin-shapes.txt.</summary>
internal static class BuiltInShapes
{
    private static readonly Dictionary<string, string[]> Shapes = Read();

    private static readonly ConcurrentDictionary<(string ApiVersion, string Kind), StructuralSchema?> Kinds = new();

    /// <summary>The kind's members with their marks; null for kinds that the table of members lacks.</summary>
    public static StructuralSchema? For(string apiVersion, string kind) => Kinds.GetOrAdd(
        (apiVersion, kind), k => BuiltInMembers.OpenApi(k.ApiVersion, k.Kind) is { } schema ? StructuralSchema.Parse(schema) : null);

    /// <summary>Marks the schema of a message, or of a member by <c>Message.member</c>.</summary>
    public static void Mark(JsonObject schema, string name)
    {
        switch (Shapes.GetValueOrDefault(name))
        {
            case ["map", .. var keys]:
                schema["x-kubernetes-list-type"] = "map";
                schema["x-kubernetes-list-map-keys"] = new JsonArray([.. keys.Select(k => (JsonNode)k)]);
                break;
            case ["set"]:
                schema["x-kubernetes-list-type"] = "set";
                break;
            case ["atomic"]:
                schema["x-kubernetes-map-type"] = "atomic";
                break;
        }
    }

    private static Dictionary<string, string[]> Read()
    {
        using var stream = typeof(BuiltInShapes).Assembly.GetManifestResourceStream("builtin-shapes.txt")
            ?? throw new System.Diagnostics.UnreachableException("the shapes are embedded at build");
        using var reader = new StreamReader(stream);
        var shapes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(": ") is [var name, var shape] && !line.StartsWith('#'))
            {
                shapes[name] = shape.Split(' ');
            }
        }

        return shapes;
    }
}
