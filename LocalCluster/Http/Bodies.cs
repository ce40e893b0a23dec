using System.Text.Json;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Protobuf;

namespace Headroom.LocalCluster.Http;

/// <summary>Reads request bodies and writes JSON answers.</summary>
internal static class Bodies
{
    private const int MaxBytes = 3 * 1024 * 1024;

    /// <exception cref="StatusException">The body is too large, or is no JSON or YAML.</exception>
    public static async Task<JsonNode?> ReadAsync(HttpContext context, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, ct);
        if (buffer.Length > MaxBytes)
        {
            throw new StatusException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {MaxBytes}");
        }

        if (buffer.Length == 0)
        {
            return null;
        }

        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        try
        {
            return type switch
            {
                null or "" or "application/json" or "application/merge-patch+json" or "application/strategic-merge-patch+json" =>
                    JsonAccess.ParseObject(bytes.Span),
                "application/json-patch+json" => JsonNode.Parse(bytes.Span),
                "application/yaml" or "application/apply-patch+yaml" => ParseYaml(bytes),
                "application/vnd.kubernetes.protobuf" => ProtobufReader.Read(bytes.Span),
                _ => throw Failures.UnsupportedMediaType(type),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Failures.BadRequest($"error decoding the request body: {e.Message}");
        }
    }

    public static async Task<JsonObject> ReadObjectAsync(HttpContext context, CancellationToken ct) =>
        await ReadAsync(context, ct) as JsonObject ?? throw Failures.BadRequest("the request needs an object as its body");

    public static Task WriteAsync(HttpContext context, int status, JsonNode body, CancellationToken ct) =>
        WriteAsync(context, status, body.ToUtf8(), "application/json", ct);

    public static async Task WriteAsync(
        HttpContext context, int status, ReadOnlyMemory<byte> body, string contentType, CancellationToken ct)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, ct);
    }

    // JSON is YAML: what starts with a brace goes the fast way.
    private static JsonNode? ParseYaml(ReadOnlyMemory<byte> bytes)
    {
        var start = 0;
        while (start < bytes.Length && char.IsWhiteSpace((char)bytes.Span[start]))
        {
            start++;
        }

        return start < bytes.Length && bytes.Span[start] == (byte)'{'
            ? JsonAccess.ParseObject(bytes.Span)
            : YamlJson.Parse(System.Text.Encoding.UTF8.GetString(bytes.Span));
    }
}
