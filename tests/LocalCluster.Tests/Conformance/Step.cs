using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Tests.Conformance;

/// <summary>One command of a table and what it must answer.</summary>
/// <param name="Run">A line of shell in which kubectl is the version under test.</param>
/// <param name="Present">Texts that the output must hold; <c>/…/</c> is a regular expression over its lines.</param>
internal sealed record Step(string Run, int ExitCode, IReadOnlyList<string> Present, IReadOnlyList<string> Absent)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    public string? Input { get; private init; }

    /// <summary>What kubectl edit starts; null where nothing is edited.</summary>
    public string? Editor { get; private init; }

    /// <summary>True where the answer is about simulated nodes and pods: another cluster is not asked.</summary>
    public bool IsSimulation { get; private init; }

    /// <summary>The oldest kubectl that knows the command.</summary>
    public Version From { get; private init; } = new(1, 0);

    /// <summary>A command of which nothing is claimed but that it succeeds.</summary>
    public static Step Shell(string run) => new(run, 0, [], []);

    public static Step Parse(JsonObject json) => new(
        json.Str("run") ?? throw new FormatException($"a step needs 'run': {json.ToJsonString()}"),
        (int)(json.Int("exit") ?? 0), Texts(json["out"]), Texts(json["not"]))
    {
        Input = json.Str("in"),
        Editor = json.Str("editor"),
        IsSimulation = json.Str("only") == "simulation",
        From = Version.Parse(json.Str("from") ?? "1.0"),
    };

    /// <summary>Null when the answer is as the table says.</summary>
    public string? Complaint(int exitCode, string output, string scope)
    {
        if (exitCode != ExitCode)
        {
            return $"exit {exitCode} instead of {ExitCode}";
        }

        string Own(string text) => text.Replace("$NS", scope, StringComparison.Ordinal);
        return Present.Select(Own).FirstOrDefault(p => !Holds(output, p)) is { } missing ? $"lacks {missing}"
            : Absent.Select(Own).FirstOrDefault(p => Holds(output, p)) is { } unwanted ? $"holds {unwanted}"
            : null;
    }

    private static bool Holds(string output, string pattern) => pattern is ['/', .., '/']
        ? Regex.IsMatch(output, pattern[1..^1], RegexOptions.Multiline | RegexOptions.CultureInvariant, PatternTimeout)
        : output.Contains(pattern, StringComparison.Ordinal);

    private static string[] Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(t => t?.ToString() ?? "")],
        _ => [node.ToString()],
    };
}
