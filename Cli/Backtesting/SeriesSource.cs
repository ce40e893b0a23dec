using Headroom.Cli.Terminal;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Text;
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
        if (options.Trace is null == options.Prometheus is null)
        {
            throw new OptionException("--trace FILE or --prometheus URL with --query Q: exactly one of the two is needed");
        }

        var step = Duration("--step", options.Step);
        var trace = options.Trace is { } file ? ReadFile(file, step) : await ReadPrometheusAsync(options.Prometheus!, step, ct);
        if (!trace.Values.Any(static v => float.IsFinite(v) && v > 0))
        {
            throw OptionException.Of(options.Trace is null ? "--query" : "--column", trace.Column, "a column with values above 0");
        }

        return new BacktestSeries(
            options.Trace is { } path ? $"{Path.GetFileName(path)}, {trace.Column}" : trace.Column, trace.Start, trace.Step, [.. trace.Values.Select(static v => (double)v)]);
    }

    public static TimeSpan Duration(string option, string text) =>
        DurationText.TryParse(text, out var duration) ? duration : throw OptionException.Of(option, text, DurationText.Allowed);

    private TraceFile ReadFile(string file, TimeSpan step)
    {
        try
        {
            using var reader = new StreamReader(file);
            return TraceReader.Read(reader, Path.GetFileName(file), options.Column, step);
        }
        catch (TraceException error)
        {
            throw new OptionException($"--trace: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionException($"--trace: {file} cannot be read: {error.Message}", error);
        }
    }

    private async Task<TraceFile> ReadPrometheusAsync(string address, TimeSpan step, CancellationToken ct)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw OptionException.Of("--prometheus", address, "an http or https address, for example http://localhost:9090");
        }

        if (string.IsNullOrWhiteSpace(options.Query))
        {
            throw OptionException.Of("--query", options.Query ?? "", "with --prometheus, PromQL that returns one series, for example sum(rate(http_requests_total[1m]))");
        }

        var range = Duration("--range", options.Range);
        if (!(range / step is >= 2 and <= MostSteps))
        {
            throw OptionException.Of("--range", options.Range, $"2 to {MostSteps} steps of {options.Step}");
        }

        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        return await new PrometheusHistory(http, await TokenAsync(ct)).ReadAsync(address, options.Query, time.GetUtcNow(), range, step, ct);
    }

    private async Task<string?> TokenAsync(CancellationToken ct)
    {
        try
        {
            return options.TokenFile is { } file ? (await File.ReadAllTextAsync(file, ct)).Trim() : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OptionException($"--token-file: {options.TokenFile} cannot be read: {error.Message}", error);
        }
    }
}
