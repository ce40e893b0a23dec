using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Selectors;

/// <summary>Requirements on labels that all have to hold; no requirement matches everything.</summary>
internal sealed class LabelSelector(IReadOnlyList<LabelRequirement> requirements)
{
    public static readonly LabelSelector Everything = new([]);

    public bool IsEverything => requirements.Count == 0;

    public bool Matches(JsonObject? labels)
    {
        foreach (var requirement in requirements)
        {
            if (!requirement.Matches(labels.Str(requirement.Key)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The query form: <c>a=b,c in (d,e),!f</c>.</summary>
    /// <exception cref="FormatException">The text is no selector.</exception>
    public static LabelSelector Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Everything : new([.. SplitOutsideParentheses(text).Select(ParseOne)]);

    /// <summary>The object form with matchLabels and matchExpressions.</summary>
    public static LabelSelector FromObject(JsonObject? selector)
    {
        var labels = (selector.Obj("matchLabels") ?? []).Select(l => new LabelRequirement(l.Key, "In", [l.Value.AsText() ?? ""]));
        var expressions = selector.Arr("matchExpressions").Objects().Select(e => new LabelRequirement(
            e.Str("key") ?? "", e.Str("operator") ?? "", e.Arr("values")?.Select(v => v.AsText() ?? "").ToArray() ?? []));
        return new([.. labels, .. expressions]);
    }

    public override string ToString() => string.Join(",", requirements);

    private static LabelRequirement ParseOne(string part)
    {
        var text = part.Trim();
        if (text.StartsWith('!'))
        {
            return new(text[1..].Trim(), "DoesNotExist", []);
        }

        if (text.EndsWith(')') && text.IndexOf('(') is > 0 and var open)
        {
            var values = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
            return text[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
            {
                [var key, "in"] => new(key, "In", values),
                [var key, "notin"] => new(key, "NotIn", values),
                _ => throw new FormatException($"unable to parse requirement: {text}"),
            };
        }

        foreach (var (sign, name) in new[] { ("!=", "NotIn"), ("==", "In"), ("=", "In"), (">", "Gt"), ("<", "Lt") })
        {
            if (text.IndexOf(sign, StringComparison.Ordinal) is > 0 and var at)
            {
                var value = text[(at + sign.Length)..].Trim();
                return value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
                    ? new(text[..at].Trim(), name, [value])
                    : throw new FormatException($"unable to parse requirement: values[0][{text[..at].Trim()}]: Invalid value: \"{value}\"");
            }
        }

        return text.Length > 0 && !text.Contains(' ') && !text.StartsWith('=')
            ? new(text, "Exists", [])
            : throw new FormatException($"unable to parse requirement: {text}");
    }

    private static IEnumerable<string> SplitOutsideParentheses(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }
}
