using System.Text.Json;
using Headroom.Cli.Backtesting.Report;
using Headroom.Cli.Report;
using Headroom.Cli.Terminal;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting;

/// <summary>Reads, replays, prints, writes.</summary>
/// <param name="options">As typed.</param>
/// <param name="output">For the table or the JSON.</param>
/// <param name="errors">For progress and notes.</param>
/// <param name="isTerminal">Whether <paramref name="errors"/> can be drawn over.</param>
/// <param name="time">For Prometheus' range and the bar.</param>
internal sealed class BacktestRun(BacktestOptions options, TextWriter output, TextWriter errors, bool isTerminal, TimeProvider time)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <exception cref="OptionException">An option cannot be used.</exception>
    /// <exception cref="Operators.Traces.TraceException">Prometheus did not answer with a series.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        ReportFile.RefuseUnwritable(options.Html);
        var series = await new SeriesSource(options, time).ReadAsync(ct);
        var settings = SettingsReader.Read(options, series);
        var result = await Task.Run(() => Replay(series, settings, ct), ct);
        await output.WriteLineAsync(options.IsJson ? BacktestJson.Of(result).ToJsonString(Indented) : BacktestTable.Of(result));
        if (options.Html is { } file)
        {
            await ReportFile.WriteAsync(file, HtmlReport.Of(result), ct);
            await errors.WriteLineAsync($"report: {file}");
        }
    }

    private BacktestResult Replay(BacktestSeries series, BacktestSettings settings, CancellationToken ct)
    {
        using var progress = new ProgressLine(errors, isTerminal, "replaying", series.Loads.Count, time);
        return Backtest.Run(series, settings, step =>
        {
            ct.ThrowIfCancellationRequested();
            progress.Report(step + 1);
        });
    }
}
