using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Discovery;

/// <summary>Answers everything that is about the server rather than about objects.</summary>
internal sealed class DiscoveryHandler(DiscoveryDocuments documents, OpenApiDocuments openApi)
{
    public const string GitVersion = "v1.33.0+headroom-local";

    // Clients ask for "…spec.v2@v1.0+protobuf", which is no media type that they themselves could parse in an answer.
    private const string OpenApi2Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    public async Task HandleAsync(HttpContext context, ApiRequest request, CancellationToken ct)
    {
        if (context.Request.Method is not ("GET" or "HEAD"))
        {
            throw Failures.MethodNotAllowed();
        }

        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case ["healthz" or "livez" or "readyz", ..]:
                await Bodies.WriteAsync(context, 200, "ok"u8.ToArray(), "text/plain", ct);
                return;
            case ["openapi", "v2"]:
                await OpenApi2Async(context, ct);
                return;
            case ["api"] or ["apis"] when AggregatedVersion(context) is { } version:
                await Bodies.WriteAsync(
                    context, 200, documents.Aggregated(parts[0] == "api", version).ToUtf8(),
                    $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList", ct);
                return;
            default:
                await Bodies.WriteAsync(context, 200, Document(context, parts) ?? throw Failures.NoSuchPath(), ct);
                return;
        }
    }

    private JsonObject? Document(HttpContext context, string[] parts) => parts switch
    {
        [] => new JsonObject { ["paths"] = new JsonArray("/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version") },
        ["version"] => Version(),
        ["api"] => new JsonObject
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject
            {
                ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = context.Request.Host.ToString(),
            }),
        },
        ["apis"] => documents.LegacyGroups(),
        ["apis", var group] => documents.LegacyGroup(group),
        ["api", "v1"] => documents.LegacyResources("", "v1"),
        ["apis", var group, var version] => documents.LegacyResources(group, version),
        ["openapi", "v3"] => openApi.Index(),
        ["openapi", "v3", "api", "v1"] => openApi.Document("", "v1"),
        ["openapi", "v3", "apis", var group, var version] => openApi.Document(group, version),
        _ => null,
    };

    private static string? AggregatedVersion(HttpContext context)
    {
        foreach (var range in context.Request.Headers.Accept.ToString().Split(','))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            if (parts.Contains("as=APIGroupDiscoveryList"))
            {
                return parts.Contains("v=v2") ? "v2" : "v2beta1";
            }

            if (parts[0] == "application/json")
            {
                return null;
            }
        }

        return null;
    }

    // kubectl wants version 2 only to validate lists; an empty document lets them pass and the server checks the items.
    private static Task OpenApi2Async(HttpContext context, CancellationToken ct)
    {
        var accept = context.Request.Headers.Accept.ToString();
        if (accept.Contains("protobuf", StringComparison.Ordinal))
        {
            // Document { swagger = 1: "2.0", info = 2: { title = 1: "local", version = 2: "v1" } }
            byte[] document = [0x0A, 3, .. "2.0"u8, 0x12, 11, 0x0A, 5, .. "local"u8, 0x12, 2, .. "v1"u8];
            return Bodies.WriteAsync(context, 200, document, OpenApi2Protobuf, ct);
        }

        return Bodies.WriteAsync(context, 200, new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "Headroom LocalCluster", ["version"] = GitVersion },
            ["paths"] = new JsonObject(),
            ["definitions"] = new JsonObject(),
        }, ct);
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "33",
        ["gitVersion"] = GitVersion,
        ["gitCommit"] = "0000000000000000000000000000000000000000",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2025-04-23T13:38:52Z",
        ["goVersion"] = "none",
        ["compiler"] = "dotnet",
        ["platform"] = "development/evaluation",
    };
}
