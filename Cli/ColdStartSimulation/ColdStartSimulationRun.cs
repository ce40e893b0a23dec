using System.Text.Json;
using Headroom.Cli.ColdStartSimulation.Report;
using Headroom.Cli.Report;
using Headroom.Cli.Terminal;
using Headroom.Cli.Traces;
using Headroom.Operators.Traces;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Cli.ColdStartSimulation;

/// <summary>Reads, replays, prints, writes.</summary>
/// <param name="options">As typed.</param>
/// <param name="output">For the table or the JSON.</param>
/// <param name="errors">For progress and notes.</param>
/// <param name="isTerminal">Whether <paramref name="errors"/> can be drawn over.</param>
/// <param name="time">For the bar.</param>
internal sealed class ColdStartSimulationRun(ColdStartSimulationOptions options, TextWriter output, TextWriter errors, bool isTerminal, TimeProvider time)
{
    private const int Parts = 1000;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <exception cref="OptionException">An option or the file cannot be used.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        if (options.Output is not ("table" or "json"))
        {
            throw OptionException.Of("--output", options.Output, "table or json");
        }

        ReportFile.RefuseUnwritable(options.Html);
        var (settings, slots) = (ColdStartSettingsReader.Read(options), ColdStartSettingsReader.Slots(options));
        var file = options.Trace ?? throw new OptionException("--trace FILE is needed: a CSV with a row for each request");
        var result = await Task.Run(() => Replay(file, settings, slots, ct), ct);
        await output.WriteLineAsync(options.Output == "json" ? ColdStartJson.Of(result).ToJsonString(Indented) : ColdStartTable.Of(result));
        if (options.Html is { } report)
        {
            await ReportFile.WriteAsync(report, ColdStartReport.Of(result), ct);
            await errors.WriteLineAsync($"report: {report}");
        }
    }

    private ColdStartResult Replay(string file, ColdStartSettings settings, List<int> slots, CancellationToken ct)
    {
        var name = Path.GetFileName(file);
        var trace = TraceText.Read(file, () =>
        {
            using var reader = new StreamReader(file);
            return RequestTraceReader.Read(reader, name);
        });
        List<TracedRequest> requests = [.. trace.Rows.Select(static r => new TracedRequest(r.Time, r.Duration, r.Service, -1))];
        using var progress = new ProgressLine(errors, isTerminal, "replaying", Parts, time);
        var shown = new Lock();
        var rows = ColdStartStudy.Run(requests, settings, Show, ct);
        return new ColdStartResult(name, trace, settings, rows, SlotStudy.Run(requests, slots, ct));

        void Show(double share)
        {
            lock (shown)
            {
                progress.Report((int)(Parts * share));
            }
        }
    }
}
