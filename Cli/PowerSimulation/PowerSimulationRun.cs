using System.Text.Json;
using Headroom.Cli.PowerSimulation.Report;
using Headroom.Cli.Report;
using Headroom.Cli.Terminal;
using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation;

/// <summary>Reads, replays, prints, writes.</summary>
/// <param name="options">As typed.</param>
/// <param name="output">For the table or the JSON.</param>
/// <param name="errors">For progress and notes.</param>
/// <param name="isTerminal">Whether <paramref name="errors"/> can be drawn over.</param>
/// <param name="time">For Prometheus' range and the bar.</param>
internal sealed class PowerSimulationRun(PowerSimulationOptions options, TextWriter output, TextWriter errors, bool isTerminal, TimeProvider time)
{
    private const int Parts = 1000;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <exception cref="OptionException">An option cannot be used.</exception>
    /// <exception cref="Operators.Traces.TraceException">Prometheus did not answer with series.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        if (options.Output is not ("table" or "json"))
        {
            throw OptionException.Of("--output", options.Output, "table or json");
        }

        ReportFile.RefuseUnwritable(options.Html);
        var history = await new WattsSource(options, errors, isTerminal, time).ReadAsync(ct);
        var settings = FeedReader.Read(options, history);
        var result = await Task.Run(() => Replay(history, settings, ct), ct);
        await output.WriteLineAsync(options.Output == "json" ? PowerSimulationJson.Of(result).ToJsonString(Indented) : PowerSimulationTable.Of(result));
        if (options.Html is { } file)
        {
            await ReportFile.WriteAsync(file, PowerReport.Of(result), ct);
            await errors.WriteLineAsync($"report: {file}");
        }
    }

    private StudyResult Replay(RowHistory history, HistorySettings settings, CancellationToken ct)
    {
        using var progress = new ProgressLine(errors, isTerminal, "replaying", Parts, time);
        return HistoryStudy.Run(history, settings, share => progress.Report((int)(Parts * share)), ct);
    }
}
