using System.Globalization;
using Headroom.Bench.Forecasts;
using Headroom.Operators.Traces;
using Headroom.Placement.Fleet.Profiles;
using Headroom.Simulation.Fleet;

namespace Headroom.Bench.Fleet;

/// <summary>The published tables, and further size distributions that lie beside them.</summary>
internal static class MelangeTables
{
    private const string Folder = "melange";

    public static IReadOnlyList<PublishedAllocation> Allocations(BenchOptions options) => options.IsQuick ? [] : [.. Rows(options, "paper_appendixC_allocations.csv", 9).Select(c =>
        new PublishedAllocation(int.Parse(c[2]), c[3], [.. c[4..8].Select(int.Parse)], Number(c[8])))];

    /// <summary>Percent that the published mix saves against the best single type, by cell and rate.</summary>
    public static ILookup<string, double> Savings(BenchOptions options)
    {
        if (options.IsQuick)
        {
            return Array.Empty<(string, double)>().ToLookup(static r => r.Item1, static r => r.Item2);
        }

        var others = Rows(options, "paper_appendixC_costs_vs_best_single.csv", 5).Select(static c => (Cell: $"{c[0]}-{c[1]}", Saving: 100 * (1 - Number(c[3]) / Number(c[4]))));
        var arena = Allocations(options).GroupBy(static a => a.Rate)
            .Select(static g => (Cell: "arena-120", Saving: 100 * (1 - g.First(static a => a.IsMix).Cost / g.Where(static a => !a.IsMix).Min(static a => a.Cost))));
        return others.Concat(arena).ToLookup(static r => r.Cell, static r => r.Saving);
    }

    /// <summary>Every other CSV of prompt and answer tokens in the folder, and the token trace of azure-llm, where they are.</summary>
    public static IEnumerable<(string Name, SizeMix Mix)> FurtherSizes(BenchOptions options)
    {
        if (options.IsQuick)
        {
            yield break;
        }

        foreach (var file in new[] { Folder, "azure-llm" }.Select(f => Path.Combine(DataFolder.Root(options), f)).Where(Directory.Exists)
            .SelectMany(static f => Directory.GetFiles(f, "*.csv").Order(StringComparer.Ordinal)))
        {
            if (File.ReadLines(file).FirstOrDefault() is not { } header || !RequestSizeReader.IsHeader(header))
            {
                continue;
            }

            using var reader = new StreamReader(file);
            var sizes = RequestSizeReader.Read(reader, Path.GetFileName(file));
            yield return (Path.GetFileNameWithoutExtension(file), SizeMix.Of(PublishedSizes.Grid, sizes.Select(static s => (s.Input, s.Output, s.Weight))));
        }
    }

    private static IEnumerable<string[]> Rows(BenchOptions options, string name, int cells) =>
        File.ReadLines(DataFolder.Files(options, Folder, name)[0]).Skip(1).Where(static l => l.Length > 0)
            .Select(l => l.Split(',') is var c && c.Length == cells ? c : throw new BenchException($"{name}: '{l}' has {c.Length} cells, not {cells}"));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
