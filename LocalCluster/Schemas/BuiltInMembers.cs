using System.Text.Json;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Schemas;

/// <summary>Which members the built-in kinds have, and of which type; read from the embedded builtin-members.txt.</summary>
internal static class BuiltInMembers
{
    private static readonly Dictionary<string, string> Roots = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, Dictionary<string, string>> Messages = Read();

    /// <summary>Removes what the kind does not have.</summary>
    /// <param name="unknown">Receives the paths of the removed members.</param>
    /// <exception cref="StatusException">400: a member has another type than the kind gives it.</exception>
    public static void Prune(ResourceKind kind, JsonObject json, List<string> unknown)
    {
        if (Roots.TryGetValue($"{kind.ApiVersion}/{kind.Kind}", out var root))
        {
            new Walk(kind, unknown).Object(json, root, "", "");
        }
    }

    /// <summary>The members of the kind as an OpenAPI schema without descriptions; null for kinds that the table lacks.</summary>
    public static JsonObject? OpenApi(ResourceKind kind) => OpenApi(kind.ApiVersion, kind.Kind);

    public static JsonObject? OpenApi(string apiVersion, string kind) =>
        Roots.TryGetValue($"{apiVersion}/{kind}", out var root) ? Schema(root, []) : null;

    private static JsonObject Schema(string type, HashSet<string> above)
    {
        if (type.StartsWith("[]", StringComparison.Ordinal))
        {
            return new JsonObject { ["type"] = "array", ["items"] = Schema(type[2..], above) };
        }

        if (type.StartsWith("map:", StringComparison.Ordinal))
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Schema(type[4..], above) };
        }

        if (Messages.TryGetValue(type, out var members))
        {
            var schema = new JsonObject { ["type"] = "object" };
            // A message within itself, as in a schema of schemas, is not spelled out again.
            if (above.Add(type))
            {
                schema["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Member(type, m.Key, m.Value, above))));
                above.Remove(type);
            }

            BuiltInShapes.Mark(schema, type);
            return schema;
        }

        return type switch
        {
            "string" or "time" or "quantity" => new JsonObject { ["type"] = "string" },
            "int32" or "int64" => new JsonObject { ["type"] = "integer" },
            "bool" => new JsonObject { ["type"] = "boolean" },
            "number" => new JsonObject { ["type"] = "number" },
            _ => [],
        };
    }

    private static JsonObject Member(string message, string name, string type, HashSet<string> above)
    {
        var schema = Schema(type, above);
        BuiltInShapes.Mark(schema, $"{message}.{name}");
        return schema;
    }

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        using var stream = typeof(BuiltInMembers).Assembly.GetManifestResourceStream("builtin-members.txt")
            ?? throw new System.Diagnostics.UnreachableException("the members are embedded at build");
        using var reader = new StreamReader(stream);
        var messages = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is ["=", var kind, var message])
            {
                Roots[kind] = message;
            }
            else if (!line.StartsWith('#'))
            {
                var at = line.IndexOf(':');
                messages[line[..at]] = line[(at + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(m => m.Split(' ')).ToDictionary(m => m[0], m => m[1], StringComparer.Ordinal);
            }
        }

        return messages;
    }

    private sealed class Walk(ResourceKind kind, List<string> unknown)
    {
        /// <param name="path">With the indices of lists, as unknown members are reported.</param>
        /// <param name="goPath">Without them, as wrong types are reported.</param>
        public void Object(JsonObject json, string message, string path, string goPath)
        {
            List<string>? removed = null;
            foreach (var (name, value) in json)
            {
                if (!Messages[message].TryGetValue(name, out var type))
                {
                    (removed ??= []).Add(name);
                    unknown.Add(Join(path, name));
                }
                else if (value is not null)
                {
                    Value(value, type, message, Join(path, name), Join(goPath, name));
                }
            }

            foreach (var name in removed ?? [])
            {
                json.Remove(name);
            }
        }

        private void Value(JsonNode value, string type, string owner, string path, string goPath)
        {
            if (type.StartsWith("[]", StringComparison.Ordinal))
            {
                var list = value as JsonArray ?? throw Wrong(value, owner, goPath, "[]" + GoName(type[2..]));
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is { } item)
                    {
                        Value(item, type[2..], owner, $"{path}[{i}]", goPath);
                    }
                }
            }
            else if (type.StartsWith("map:", StringComparison.Ordinal))
            {
                foreach (var (name, item) in value as JsonObject ?? throw Wrong(value, owner, goPath, $"map[string]{GoName(type[4..])}"))
                {
                    if (item is not null)
                    {
                        Value(item, type[4..], owner, Join(path, name), goPath);
                    }
                }
            }
            else if (Messages.ContainsKey(type))
            {
                // Of managedFields only the outline is typed: fieldsV1 has the members of any object.
                if (type != "ManagedFieldsEntry")
                {
                    Object(value as JsonObject ?? throw Wrong(value, owner, goPath, GoName(type)), type, path, goPath);
                }
            }
            else if (!Fits(value, type))
            {
                throw Wrong(value, owner, goPath, GoName(type));
            }
        }

        private static bool Fits(JsonNode value, string type) => (type, value.GetValueKind()) switch
        {
            ("any", _) => true,
            ("string" or "time", var given) => given == JsonValueKind.String,
            ("quantity" or "intstr", var given) => given is JsonValueKind.String or JsonValueKind.Number,
            ("bool", var given) => given is JsonValueKind.True or JsonValueKind.False,
            ("int32" or "int64", JsonValueKind.Number) => value.AsInteger() is not null,
            ("number", var given) => given == JsonValueKind.Number,
            _ => false,
        };

        private StatusException Wrong(JsonNode value, string owner, string goPath, string expected)
        {
            var given = value.GetValueKind() switch
            {
                JsonValueKind.True or JsonValueKind.False => "bool",
                JsonValueKind.Number when expected is "int32" or "int64" => $"number {value.ToJsonString()}",
                var other => other.ToString().ToLowerInvariant(),
            };
            return Failures.BadRequest(
                $"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: "
                + $"json: cannot unmarshal {given} into Go struct field {owner}.{goPath} of type {expected}");
        }

        private static string GoName(string type) => type switch
        {
            "intstr" => "intstr.IntOrString",
            "time" => "v1.Time",
            "number" => "float64",
            _ => Messages.ContainsKey(type) ? $"v1.{type}" : type,
        };

        private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
    }
}
