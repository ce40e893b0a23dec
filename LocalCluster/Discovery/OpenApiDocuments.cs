using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Discovery;

/// <summary>OpenAPI v3, one document per group version: what kubectl explain prints and apply asks about.</summary>
internal sealed class OpenApiDocuments(KindRegistry kinds, BuiltInSchemas builtIns)
{
    public JsonObject Index()
    {
        var revision = kinds.Revision;
        var paths = kinds.All.Select(k => (k.Group, k.Version)).Distinct().Select(gv =>
        {
            var path = gv.Group.Length == 0 ? $"api/{gv.Version}" : $"apis/{gv.Group}/{gv.Version}";
            return KeyValuePair.Create(path, (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={revision}" });
        });
        return new JsonObject { ["paths"] = new JsonObject(paths) };
    }

    public JsonObject? Document(string group, string version)
    {
        var served = kinds.All.Where(k => k.Group == group && k.Version == version).ToArray();
        if (served.Length == 0)
        {
            return null;
        }

        var paths = new JsonObject();
        var schemas = new JsonObject();
        foreach (var kind in served)
        {
            AddPaths(paths, kind);
            schemas[SchemaName(kind)] = Schema(kind);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Headroom LocalCluster", ["version"] = DiscoveryHandler.GitVersion },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static string SchemaName(ResourceKind kind) =>
        (kind.Group.Length == 0 ? "io.k8s.api.core" : string.Join('.', kind.Group.Split('.').Reverse())) + $".{kind.Version}.{kind.Kind}";

    private static JsonObject Gvk(ResourceKind kind) =>
        new() { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind };

    private static void AddPaths(JsonObject paths, ResourceKind kind)
    {
        var root = kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.Group}/{kind.Version}";
        var collection = kind.Namespaced ? $"{root}/namespaces/{{namespace}}/{kind.Plural}" : $"{root}/{kind.Plural}";
        paths[collection] = new JsonObject { ["get"] = Operation(kind, "list") };
        paths[collection + "/{name}"] = new JsonObject
        {
            ["get"] = Operation(kind, "get"),
            // kubectl sends fieldValidation and dryRun only to a patch that names them.
            ["patch"] = Operation(kind, "patch", "fieldValidation", "dryRun", "fieldManager", "force"),
        };
    }

    private static JsonObject Operation(ResourceKind kind, string action, params string[] parameters)
    {
        var operation = new JsonObject
        {
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = Gvk(kind),
            ["parameters"] = new JsonArray([.. parameters.Select(p => (JsonNode)new JsonObject
            {
                ["name"] = p, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" },
            })]),
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        };
        if (action == "patch")
        {
            operation["requestBody"] = new JsonObject
            {
                ["content"] = new JsonObject { ["application/merge-patch+json"] = new JsonObject() },
            };
        }

        return operation;
    }

    private JsonObject Schema(ResourceKind kind)
    {
        var schema = kind.OpenApiSchema?.Copy() ?? builtIns.For(kind) ?? new JsonObject { ["type"] = "object" };
        schema["x-kubernetes-group-version-kind"] = new JsonArray(Gvk(kind));
        var properties = schema.Ensure("properties");
        properties.Default("apiVersion", Text("APIVersion defines the versioned schema of this representation of an object."));
        properties.Default("kind", Text("Kind is a string value representing the REST resource this object represents."));
        var metadata = builtIns.Metadata();
        if (metadata is not null)
        {
            properties["metadata"] = metadata.Copy();
        }

        return schema;
    }

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
}
