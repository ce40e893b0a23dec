using System.Text;

namespace Headroom.ControlPlane.Api.Metrics;

/// <summary>Labels in the exposition's spelling, sorted by name: the same set is always the same series.</summary>
internal static class MetricLabels
{
    public static string Format(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
        {
            return "";
        }

        var sorted = tags.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var text = new StringBuilder();
        foreach (var (key, value) in sorted)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(MetricName.Sanitize(key)).Append("=\"");
            AppendEscaped(text, value switch { null => "", bool b => b ? "true" : "false", _ => value.ToString() ?? "" });
            text.Append('"');
        }

        return text.ToString();
    }

    private static void AppendEscaped(StringBuilder text, string value)
    {
        foreach (char c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ => text.Append(c),
            };
        }
    }
}
