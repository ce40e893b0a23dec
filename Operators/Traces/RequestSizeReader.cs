using System.Globalization;
using CsvHelper;

namespace Headroom.Operators.Traces;

/// <summary>Reads a CSV of request sizes: prompt and answer in tokens, one row for each request or one for each size with its weight.</summary>
public static class RequestSizeReader
{
    private static readonly string[] InputNames = ["input", "input_tokens", "prompt", "prompt_tokens", "ContextTokens"];
    private static readonly string[] OutputNames = ["output", "output_tokens", "answer", "completion_tokens", "GeneratedTokens"];
    private static readonly string[] WeightNames = ["weight", "share", "count", "requests"];

    /// <summary>Whether a header has the columns.</summary>
    public static bool IsHeader(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var header = line.Split(',').Select(static c => c.Trim()).ToList();
        return Find(header, InputNames) is not null && Find(header, OutputNames) is not null;
    }

    /// <param name="reader">The CSV.</param>
    /// <param name="name">File name, for messages.</param>
    /// <exception cref="TraceException">The file cannot be used; the message says why and what is allowed.</exception>
    public static IReadOnlyList<WeightedSize> Read(TextReader reader, string name)
    {
        using var csv = CsvReader.Create(reader, CsvReaderOptions.Default with { HasHeader = true, TrackLineNumbers = true }, leaveOpen: true);
        csv.ReadHeader();
        var header = (csv.Headers ?? []).Select(static h => h.Trim()).ToList();
        var input = Find(header, InputNames) ?? throw Missing(header, name, "prompt tokens", InputNames);
        var output = Find(header, OutputNames) ?? throw Missing(header, name, "answer tokens", OutputNames);
        var weight = Find(header, WeightNames);
        var sizes = new List<WeightedSize>();
        while (csv.Read())
        {
            sizes.Add(new WeightedSize(
                Tokens(csv, input, name, header), Tokens(csv, output, name, header), weight is { } column ? Weight(csv, column, name, header) : 1));
        }

        return sizes.Exists(static s => s.Weight > 0) ? sizes : throw new TraceException($"{name} has no request: at least one row with a weight above 0 is needed");
    }

    private static int Tokens(CsvReader csv, int column, string name, List<string> header) =>
        int.TryParse(csv.GetString(column), NumberStyles.None, CultureInfo.InvariantCulture, out var tokens)
            ? tokens
            : throw new TraceException($"{name}, row {csv.LineNumber}: {header[column]} '{csv.GetString(column)}' is no number of tokens; a whole number of 0 or more is allowed");

    private static double Weight(CsvReader csv, int column, string name, List<string> header) =>
        double.TryParse(csv.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight >= 0 && double.IsFinite(weight)
            ? weight
            : throw new TraceException($"{name}, row {csv.LineNumber}: {header[column]} '{csv.GetString(column)}' is no weight; a number of 0 or more is allowed");

    private static TraceException Missing(List<string> header, string name, string what, string[] names) =>
        new($"{name} has no column of {what}: found {string.Join(", ", header)}; one of {string.Join(", ", names)} is needed");

    private static int? Find(List<string> header, string[] names) =>
        names.Select(n => header.FindIndex(h => h.Equals(n, StringComparison.OrdinalIgnoreCase))).Where(static i => i >= 0).Cast<int?>().FirstOrDefault();
}
