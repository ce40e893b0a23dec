using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Headroom.Kubernetes.Manifests;

/// <summary>Turns YAML into JSON by the rules of Kubernetes' own reader (YAML 1.1 booleans aside, which JSON schemas reject).</summary>
internal static class YamlToJson
{
    // Aliases can nest into each other; real manifests are nowhere near this, a billion laughs is.
    private const int MaxNodes = 1_000_000;

    /// <exception cref="FormatException">The text is no YAML.</exception>
    public static IReadOnlyList<JsonNode> Read(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new FormatException($"line {e.Start.Line}, column {e.Start.Column}: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // The scanner throws it in the place of an error with a line where a flow sequence is not closed before a key.
            throw new FormatException("a bracket or brace is not closed", e);
        }

        var documents = new List<JsonNode>();
        var left = MaxNodes;
        foreach (var document in stream.Documents)
        {
            if (Convert(document.RootNode, ref left) is { } node)
            {
                documents.Add(node);
            }
        }

        return documents;
    }

    private static JsonNode? Convert(YamlNode node, ref int left)
    {
        if (left-- == 0)
        {
            throw new FormatException("the document is too large once its aliases are written out");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                var fields = new JsonObject();
                foreach (var (name, value) in mapping.Children)
                {
                    fields[(name as YamlScalarNode)?.Value ?? throw new FormatException("a key must be a string")] =
                        Convert(value, ref left);
                }

                return fields;
            case YamlSequenceNode sequence:
                var items = new JsonArray();
                foreach (var item in sequence.Children)
                {
                    items.Add(Convert(item, ref left));
                }

                return items;
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value.EndsWith(":str", StringComparison.Ordinal)))
        {
            return JsonValue.Create(text);
        }

        if (text is "" or "~" or "null" or "Null" or "NULL")
        {
            return null;
        }

        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
        {
            return JsonValue.Create(text[0] is 't' or 'T');
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return JsonValue.Create(whole);
        }

        const NumberStyles Float = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            && char.IsAsciiDigit(text.TrimStart('-', '+', '.')[0])
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
