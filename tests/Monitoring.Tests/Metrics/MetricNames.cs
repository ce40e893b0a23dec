using System.Text.RegularExpressions;

namespace Headroom.Monitoring.Tests.Metrics;

/// <summary>Names in queries and on metrics pages.</summary>
internal static partial class MetricNames
{
    /// <summary>Every family that a page declares; histograms with the names of their parts.</summary>
    public static IEnumerable<string> Declared(string page) => Families().Matches(page).SelectMany(static m =>
        m.Groups["type"].Value == "histogram"
            ? new[] { "_bucket", "_sum", "_count" }.Select(s => m.Groups["name"].Value + s)
            : [m.Groups["name"].Value]);

    /// <summary>Every metric that a query asks for: words that are no function, keyword, label or text.</summary>
    public static IEnumerable<string> Asked(string query)
    {
        var bare = Texts().Replace(query, "\"\"");
        bare = Lists().Replace(bare, " ");
        return Words().Matches(Braces().Replace(bare, " ")).Select(static m => m.Value).Where(static w => w.Contains('_') || w is "up" or "ALERTS")
            .Where(static w => w is not ("histogram_quantile" or "label_values")).Distinct();
    }

    [GeneratedRegex(@"^\# TYPE (?<name>\w+) (?<type>\w+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Families();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Texts();

    [GeneratedRegex(@"\b(by|on|without|ignoring) \([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lists();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Braces();

    [GeneratedRegex(@"\b[a-zA-Z]\w*", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
