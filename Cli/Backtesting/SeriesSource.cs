using Headroom.Cli.Terminal;
using Headroom.Cli.Traces;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Traces;
using Headroom.Simulation.Backtesting;

namespace Headroom.Cli.Backtesting;

/// <summary>Reads the history from a file or from Prometheus.</summary>
internal sealed class SeriesSource(BacktestOptions options, TimeProvider time)
{
    // Forecasts of a million steps take most of an hour.
    private const int MostSteps = 1_000_000;

    /// <exception cref="OptionException">An option or the file that it names cannot be used.</exception>
    /// <exception cref="TraceException">Prometheus did not answer with a series.</exception>
    public async Task<BacktestSeries> ReadAsync(CancellationToken ct)
    {
        PromQuestion.RefuseNoneOrBoth(options.Trace, options.Prometheus);
        var step = OptionText.Duration("--step", options.Step);
        var trace = options.Trace is { } file ? ReadFile(file, step) : await ReadPrometheusAsync(options.Prometheus!, step, ct);
        if (!trace.Values.Any(static v => float.IsFinite(v) && v > 0))
        {
            throw OptionException.Of(options.Trace is null ? "--query" : "--column", trace.Column, "a column with values above 0");
        }

        return new BacktestSeries(
            options.Trace is { } path ? $"{Path.GetFileName(path)}, {trace.Column}" : trace.Column, trace.Start, trace.Step, [.. trace.Values.Select(static v => (double)v)]);
    }

    private TraceFile ReadFile(string file, TimeSpan step) => TraceText.Read(file, () =>
    {
        using var reader = new StreamReader(file);
        return TraceReader.Read(reader, Path.GetFileName(file), options.Column, step);
    });

    private async Task<TraceFile> ReadPrometheusAsync(string address, TimeSpan step, CancellationToken ct)
    {
        var question = await PromQuestion.ReadAsync(address, options.Query, options.TokenFile, "PromQL that returns one series, for example sum(rate(http_requests_total[1m]))", ct);
        var range = PromQuestion.Range(options.Range, options.Step, MostSteps);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        return await new PrometheusHistory(http, question.Token).ReadAsync(question.Address, question.Query, time.GetUtcNow(), range, step, ct);
    }
}
