using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Headroom.Kubernetes.Manifests;

/// <summary>Writes JSON as YAML that reads back the same here and in kubectl, which still knows the booleans of YAML 1.1.</summary>
public static class JsonToYaml
{
    public static string Write(JsonNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        using var writer = new StringWriter();
        new YamlStream(new YamlDocument(Convert(node))).Save(writer, assignAnchors: false);
        var text = writer.ToString().ReplaceLineEndings("\n");

        // The mark for the end of a document says nothing where there is one.
        return text.EndsWith("...\n", StringComparison.Ordinal) ? text[..^4] : text;
    }

    private static YamlNode Convert(JsonNode? node) => node switch
    {
        null => Plain("null"),
        JsonObject fields => new YamlMappingNode(fields.Select(static f => KeyValuePair.Create<YamlNode, YamlNode>(Text(f.Key), Convert(f.Value)))),
        JsonArray items => new YamlSequenceNode(items.Select(Convert)),
        _ => node.GetValueKind() == JsonValueKind.String ? Text(node.GetValue<string>()) : Plain(node.ToJsonString()),
    };

    private static YamlScalarNode Plain(string text) => new(text) { Style = ScalarStyle.Plain };

    // What begins with a letter and is no word of YAML's is a string in every version; the rest is quoted.
    private static YamlScalarNode Text(string text)
    {
        var isWord = text.Length > 0 && char.IsAsciiLetter(text[0])
            && text.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
        var style = text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal : isWord ? ScalarStyle.Any : ScalarStyle.DoubleQuoted;
        return new YamlScalarNode(text) { Style = style };
    }
}
