using System.Text.Json.Nodes;

namespace Headroom.Kubernetes.Manifests;

/// <summary>One document of a manifest file.</summary>
/// <param name="ApiVersion">Such as <c>apps/v1</c>.</param>
/// <param name="Kind">Such as <c>Deployment</c>.</param>
/// <param name="Key">Namespace (empty when the document names none) and name.</param>
/// <param name="Json">The whole document.</param>
public sealed record Manifest(string ApiVersion, string Kind, ObjectKey Key, JsonObject Json)
{
    /// <summary>Reads the documents of a YAML or JSON file; lists are taken apart, empty documents skipped.</summary>
    /// <exception cref="FormatException">A document is no object, or lacks apiVersion, kind or name.</exception>
    public static IReadOnlyList<Manifest> ParseAll(string text) =>
        [.. YamlToJson.Read(text).SelectMany(TakeApart).Select(Of)];

    private static IEnumerable<JsonObject> TakeApart(JsonNode node)
    {
        var document = node as JsonObject ?? throw new FormatException("a manifest must be an object");
        return document["kind"]?.ToString() is "List" && document["items"] is JsonArray items
            ? items.Select(i => i as JsonObject ?? throw new FormatException("a list item must be an object"))
            : [document];
    }

    private static Manifest Of(JsonObject document)
    {
        var metadata = document["metadata"] as JsonObject;
        return new Manifest(
            Required(document, "apiVersion"),
            Required(document, "kind"),
            new ObjectKey(metadata?["namespace"]?.ToString() ?? "", Required(metadata ?? [], "name")),
            document);
    }

    private static string Required(JsonObject from, string field) =>
        from[field]?.ToString() is { Length: > 0 } value ? value : throw new FormatException($"a manifest lacks '{field}'");
}
