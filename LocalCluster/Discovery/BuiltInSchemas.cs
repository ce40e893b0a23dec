using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Discovery;

/// <summary>Compact schemas of the built-in kinds, read from the embedded builtin-schemas.yaml.</summary>
/// <remarks>
/// A line is <c>name: type | description</c>; a member with members of its own is <c>name: {$: type | description, …}</c>.
/// The types are string, integer, boolean, object, map, any, and [] before one of them for an array.
/// </remarks>
internal sealed class BuiltInSchemas
{
    private readonly Dictionary<string, JsonObject> _schemas;

    public BuiltInSchemas()
    {
        using var stream = typeof(BuiltInSchemas).Assembly.GetManifestResourceStream("builtin-schemas.yaml")
            ?? throw new System.Diagnostics.UnreachableException("the schemas are embedded at build");
        using var reader = new StreamReader(stream);
        var root = YamlJson.Parse(reader.ReadToEnd()) as JsonObject ?? [];
        _schemas = root.Where(e => !e.Key.StartsWith('_')).ToDictionary(e => e.Key, e => Expand(e.Value, root));
    }

    /// <summary>Every member of the kind, with a description where one was written; null for kinds of neither table.</summary>
    public JsonObject? For(ResourceKind kind)
    {
        var described = _schemas.GetValueOrDefault($"{kind.ApiVersion}/{kind.Kind}");
        var complete = BuiltInMembers.OpenApi(kind);
        if (complete is null || described is null)
        {
            return complete ?? described?.Copy();
        }

        Describe(complete, described);
        return complete;
    }

    public JsonObject? Metadata() => _schemas.GetValueOrDefault("ObjectMeta");

    private static void Describe(JsonObject schema, JsonObject described)
    {
        if (described["description"] is { } text)
        {
            schema["description"] = text.DeepClone();
        }

        foreach (var part in new[] { "items", "additionalProperties" })
        {
            if (schema.Obj(part) is { } inner && described.Obj(part) is { } innerDescribed)
            {
                Describe(inner, innerDescribed);
            }
        }

        foreach (var (name, property) in described.Obj("properties") ?? [])
        {
            if (schema.Obj("properties").Obj(name) is { } known && property is JsonObject words)
            {
                Describe(known, words);
            }
        }
    }

    private static JsonObject Expand(JsonNode? node, JsonObject root)
    {
        if (node.AsText() is { } reference && reference.StartsWith("$_", StringComparison.Ordinal))
        {
            return Expand(root[reference[1..]], root);
        }

        var members = node as JsonObject;
        var (type, description) = Split(members.Str("$") ?? node.AsText() ?? "object");
        var schema = type.TrimStart('[', ']') switch
        {
            "map" => new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
            "any" => [],
            var simple => new JsonObject { ["type"] = simple },
        };
        if (members?.Any(m => m.Key != "$") is true)
        {
            schema["properties"] = new JsonObject(members.Where(m => m.Key != "$")
                .Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Expand(m.Value, root))));
        }

        if (type.StartsWith("[]", StringComparison.Ordinal))
        {
            schema = new JsonObject { ["type"] = "array", ["items"] = schema };
        }

        if (description.Length > 0)
        {
            schema["description"] = description;
        }

        return schema;
    }

    private static (string Type, string Description) Split(string line)
    {
        var at = line.IndexOf('|');
        return at < 0 ? (line.Trim(), "") : (line[..at].Trim(), line[(at + 1)..].Trim());
    }
}
