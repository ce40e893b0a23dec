using System.Globalization;

namespace Headroom.Bench.Telemetry;

/// <summary>What the server's garbage collector did, from its own /metrics.</summary>
/// <param name="Pauses">In which the process stood still, in total.</param>
/// <param name="HeapBytes">After the last collection.</param>
/// <param name="Collections">Of each generation and those below it.</param>
internal readonly record struct CollectorFigures(TimeSpan Pauses, double HeapBytes, int[] Collections)
{
    public static async Task<CollectorFigures> ReadAsync(Uri metrics, CancellationToken ct)
    {
        using var http = new HttpClient();
        var lines = (await http.GetStringAsync(metrics, ct)).Split('\n');
        double Value(string series) => double.Parse(lines.First(l => l.StartsWith(series + " ", StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);
        return new CollectorFigures(
            TimeSpan.FromSeconds(Value("dotnet_gc_pause_seconds_total")),
            Value("dotnet_gc_heap_bytes"),
            [.. Enumerable.Range(0, 3).Select(g => (int)Value($"dotnet_gc_collections_total{{generation=\"{g}\"}}"))]);
    }

    public CollectorFigures Since(CollectorFigures before) =>
        new(Pauses - before.Pauses, HeapBytes, [.. Collections.Zip(before.Collections, static (a, b) => a - b)]);
}
