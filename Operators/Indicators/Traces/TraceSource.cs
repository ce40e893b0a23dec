using System.Collections.Concurrent;
using Headroom.Operators.Clocks;
using Headroom.Operators.Traces;

namespace Headroom.Operators.Indicators.Traces;

/// <summary>Replays CSV files from one folder along the decision clock.</summary>
/// <remarks>
/// At the clock's anchor half of the file, or the whole history if that is less, counts as already seen; the replay goes
/// on from there and starts again when the file ends. What lies before the file's first row is missing, so a forecast
/// never sees what it is going to be asked about, until the file is repeated.
/// </remarks>
internal sealed class TraceSource(string? folder, ReplayClock clock) : IIndicatorSource
{
    private readonly ConcurrentDictionary<(string File, string? Column, TimeSpan Step), (DateTime Written, TraceFile Trace)> _files = new();

    public Task<IndicatorReading> ReadAsync(IndicatorRequest request, CancellationToken ct) => Task.FromResult(Read(request));

    private IndicatorReading Read(IndicatorRequest request)
    {
        var spec = request.Indicator.Trace!;
        if (folder is null)
        {
            return new IndicatorReading.Failed("NoTraceFolder", "trace indicators need Operator:TraceFolder to be set on the control plane");
        }

        var path = Path.Combine(folder, spec.File);
        if (!File.Exists(path))
        {
            return new IndicatorReading.Failed("TraceNotFound", $"{spec.File} does not exist in the trace folder");
        }

        try
        {
            var trace = Load(path, spec.Column, request.Step);
            return new IndicatorReading.Samples(Replay(trace, request));
        }
        catch (Exception error) when (error is TraceException or IOException or UnauthorizedAccessException)
        {
            return new IndicatorReading.Failed("TraceUnusable", error.Message);
        }
    }

    private TraceFile Load(string path, string? column, TimeSpan step)
    {
        var written = File.GetLastWriteTimeUtc(path);
        var key = (path, column, step);
        if (_files.TryGetValue(key, out var cached) && cached.Written == written)
        {
            return cached.Trace;
        }

        using var reader = File.OpenText(path);
        var trace = TraceReader.Read(reader, Path.GetFileName(path), column, step);
        _files[key] = (written, trace);
        return trace;
    }

    private ReplayedSamples Replay(TraceFile trace, IndicatorRequest request)
    {
        var first = new DateTimeOffset((request.After.UtcTicks / request.Step.Ticks + 1) * request.Step.Ticks, TimeSpan.Zero);
        var seen = trace.Step * (trace.Values.Count / 2);
        // Before the file's first row nothing is known.
        var begins = clock.Anchor - seen;
        var skipped = first < begins ? (long)Math.Ceiling((begins - first) / request.Step) : 0;
        first += request.Step * skipped;
        var count = request.Until < first ? 0 : (int)((request.Until - first) / request.Step) + 1;
        return new ReplayedSamples(trace, first, request.Step, first - begins, count);
    }
}
