using Headroom.Bench.Forecasts;
using Headroom.Operators.Traces;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Bench.ColdStarts;

/// <summary>A recorded trace of functions, where the data folder has one: the first CSV of its folder functions/.</summary>
internal static class FunctionTrace
{
    /// <returns>Null without such a file, and in quick runs.</returns>
    public static (string Source, IReadOnlyList<TracedRequest> Requests)? TryRead(BenchOptions options)
    {
        var folder = Path.Combine(DataFolder.Root(options), "functions");
        if (options.IsQuick || !Directory.Exists(folder) || Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).FirstOrDefault() is not { } file)
        {
            return null;
        }

        try
        {
            using var reader = new StreamReader(file);
            var trace = RequestTraceReader.Read(reader, Path.GetFileName(file));
            return (Path.GetFileName(file), [.. trace.Rows.Select(static r => new TracedRequest(r.Time, r.Duration, r.Service, -1))]);
        }
        catch (TraceException error)
        {
            throw new BenchException(error.Message);
        }
    }
}
