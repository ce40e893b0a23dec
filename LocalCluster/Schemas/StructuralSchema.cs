using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Schemas;

/// <summary>The part of an OpenAPI v3 schema that a custom resource is pruned, defaulted and validated with.</summary>
internal sealed class StructuralSchema
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    private StructuralSchema(JsonObject source)
    {
        Type = source.Str("type");
        Nullable = source.Bool("nullable") is true;
        IntOrString = source.Bool("x-kubernetes-int-or-string") is true;
        PreserveUnknown = source.Bool("x-kubernetes-preserve-unknown-fields") is true;
        EmbeddedResource = source.Bool("x-kubernetes-embedded-resource") is true;
        Default = source["default"]?.DeepClone();
        Enum = source.Arr("enum")?.ToArray();
        Required = [.. source.Arr("required")?.Select(r => r.AsText() ?? "") ?? []];
        Minimum = Number(source, "minimum");
        Maximum = Number(source, "maximum");
        ExclusiveMinimum = source.Bool("exclusiveMinimum") is true;
        ExclusiveMaximum = source.Bool("exclusiveMaximum") is true;
        MinLength = source.Int("minLength");
        MaxLength = source.Int("maxLength");
        MinItems = source.Int("minItems");
        MaxItems = source.Int("maxItems");
        MinProperties = source.Int("minProperties");
        MaxProperties = source.Int("maxProperties");
        ListMapKeys = source.Str("x-kubernetes-list-type") == "map"
            ? [.. source.Arr("x-kubernetes-list-map-keys")?.Select(k => k.AsText() ?? "") ?? []]
            : [];
        IsListSet = source.Str("x-kubernetes-list-type") == "set";
        IsAtomicMap = source.Str("x-kubernetes-map-type") == "atomic";
        PatternText = source.Str("pattern");
        Pattern = PatternText is { } p ? new Regex(p, RegexOptions.CultureInvariant, PatternTimeout) : null;
        Properties = source.Obj("properties")?.ToDictionary(
            p => p.Key, p => new StructuralSchema(p.Value as JsonObject ?? [])) ?? [];
        Items = source.Obj("items") is { } items ? new StructuralSchema(items) : null;
        AdditionalProperties = source.Obj("additionalProperties") is { } values ? new StructuralSchema(values) : null;
        AllowsAdditional = AdditionalProperties is not null || source.Bool("additionalProperties") is true;
    }

    public string? Type { get; }

    public bool Nullable { get; }

    public bool IntOrString { get; }

    public bool PreserveUnknown { get; }

    public bool EmbeddedResource { get; }

    public bool AllowsAdditional { get; }

    public JsonNode? Default { get; }

    public JsonNode?[]? Enum { get; }

    public IReadOnlyList<string> Required { get; }

    public decimal? Minimum { get; }

    public decimal? Maximum { get; }

    public bool ExclusiveMinimum { get; }

    public bool ExclusiveMaximum { get; }

    public long? MinLength { get; }

    public long? MaxLength { get; }

    public long? MinItems { get; }

    public long? MaxItems { get; }

    public long? MinProperties { get; }

    public long? MaxProperties { get; }

    public IReadOnlyList<string> ListMapKeys { get; }

    public bool IsListSet { get; }

    public bool IsAtomicMap { get; }

    public string? PatternText { get; }

    public Regex? Pattern { get; }

    public Dictionary<string, StructuralSchema> Properties { get; }

    public StructuralSchema? Items { get; }

    public StructuralSchema? AdditionalProperties { get; }

    /// <exception cref="ArgumentException">A pattern is no regular expression.</exception>
    public static StructuralSchema Parse(JsonObject openApiV3Schema) => new(openApiV3Schema);

    private static decimal? Number(JsonObject source, string name) =>
        source[name] is JsonValue value && decimal.TryParse(value.ToJsonString(), System.Globalization.NumberStyles.Float, null, out var number)
            ? number
            : null;
}
