using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Headroom.Cli.Diagnosing;

/// <summary>Takes out what must not leave the cluster: values under telling names, of environment variables, and credentials in addresses.</summary>
internal static partial class Redaction
{
    private const string Mark = "REDACTED";

    /// <returns>A copy.</returns>
    public static JsonObject Of(JsonObject document)
    {
        var copy = document.DeepClone().AsObject();
        if (copy["metadata"] is JsonObject metadata)
        {
            metadata.Remove("managedFields");
            (metadata["annotations"] as JsonObject)?.Remove("kubectl.kubernetes.io/last-applied-configuration");
        }

        Clean(copy, isEnvironment: false);
        return copy;
    }

    private static void Clean(JsonNode? node, bool isEnvironment)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    if (value is not null && (Telling().IsMatch(name) || (isEnvironment && name == "value")))
                    {
                        fields[name] = Mark;
                    }
                    else if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String)
                    {
                        fields[name] = Cleaned(text.GetValue<string>());
                    }
                    else
                    {
                        Clean(value, isEnvironment: name is "env");
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (items[i] is JsonValue text && text.GetValueKind() == JsonValueKind.String)
                    {
                        items[i] = Cleaned(text.GetValue<string>());
                    }
                    else
                    {
                        Clean(items[i], isEnvironment);
                    }
                }

                break;
            default:
                break;
        }
    }

    private static string Cleaned(string text) => QuerySecret().Replace(UserInfo().Replace(text, $"://{Mark}@"), $"${{name}}{Mark}");

    [GeneratedRegex("token|passw|secret|credential|authorization|api-?key|private-?key", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Telling();

    [GeneratedRegex("://[^/@\\s]+@", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserInfo();

    [GeneratedRegex("(?<name>[?&](token|key|sig|password|secret)=)[^&\\s\"]+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuerySecret();
}
