using System.Net.Http.Headers;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Traces;

namespace Headroom.Operators.Indicators.Prometheus;

/// <summary>A stretch of a query's past as a trace, read as the operator reads an indicator.</summary>
/// <param name="http">Used for every request.</param>
/// <param name="token">Bearer token; null for none.</param>
public sealed class PrometheusHistory(HttpClient http, string? token)
{
    private const string Timeout = "60s";

    // A thousand servers at a thousand points are 30 MB of JSON.
    private const int PointsAtOnce = 1000;

    /// <param name="address">Base address, http or https.</param>
    /// <param name="query">PromQL that returns one series.</param>
    /// <param name="until">Inclusive; taken down to a whole step.</param>
    /// <param name="range">How far back.</param>
    /// <param name="step">Spacing.</param>
    /// <param name="ct">Ends the requests.</param>
    /// <exception cref="TraceException">The server did not answer, or not with one series.</exception>
    public async Task<TraceFile> ReadAsync(string address, string query, DateTimeOffset until, TimeSpan range, TimeSpan step, CancellationToken ct)
    {
        var last = new DateTimeOffset(until.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero);
        var count = (int)(range / step);
        var prometheus = new PrometheusSpec { ServerAddress = address, Query = query, Timeout = Timeout, Authorization = token is null ? null : new AuthorizationSpec() };
        var request = new IndicatorRequest("", new IndicatorSpec { Name = "demand", Prometheus = prometheus }, new ScaleTargetSpec(), last - step * count, last, step);
        return await new PrometheusSource(http, new GivenToken(token)).ReadAsync(request, ct) switch
        {
            IndicatorReading.Samples { Values.Count: > 1 } samples => Even(samples.Values, query, step),
            IndicatorReading.Samples => throw new TraceException($"'{query}' returned nothing for the {count} steps until {last:O}: at least 2 values are needed"),
            IndicatorReading.Failed failed => throw new TraceException(failed.Message),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };
    }

    /// <summary>A query that returns one series for each server, asked in parts of equal length.</summary>
    /// <param name="address">Base address, http or https.</param>
    /// <param name="query">PromQL.</param>
    /// <param name="until">Inclusive; taken down to a whole step.</param>
    /// <param name="range">How far back.</param>
    /// <param name="step">Spacing.</param>
    /// <param name="onPart">Share of the range that has been read.</param>
    /// <param name="ct">Ends the requests.</param>
    /// <exception cref="TraceException">The server did not answer, or with nothing.</exception>
    public async Task<ServerTrace> ReadEachAsync(
        string address, string query, DateTimeOffset until, TimeSpan range, TimeSpan step, Action<double> onPart, CancellationToken ct)
    {
        var last = new DateTimeOffset(until.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero);
        var count = (int)(range / step);
        var start = last - step * (count - 1);
        var prometheus = new PrometheusSpec { ServerAddress = address, Query = query, Timeout = Timeout };
        var header = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        var found = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var from = 0; from < count; from += PointsAtOnce)
        {
            var to = Math.Min(from + PointsAtOnce, count) - 1;
            var answer = await new RangeQuery(http).AskAsync(prometheus, header, start + step * from, start + step * to, step, ct);
            if (answer.Failure is { } failure)
            {
                throw new TraceException(failure.Message);
            }

            foreach (var series in answer.Series)
            {
                Take(series, found, start, step, count);
            }

            onPart((to + 1.0) / count);
        }

        return found.Count == 0
            ? throw new TraceException($"'{query}' returned nothing for the {count} steps until {last:O}: one series for each server is needed")
            : new ServerTrace(start, step, [.. found.Keys], [.. found.Values]);
    }

    private static void Take(RangeResponse.RangeSeries series, Dictionary<string, float[]> found, DateTimeOffset start, TimeSpan step, int count)
    {
        var name = Name(series.Metric);
        if (!found.TryGetValue(name, out var values))
        {
            found.Add(name, values = new float[count]);
            Array.Fill(values, float.NaN);
        }

        foreach (var sample in series.Values.Select(RangeQuery.Sample))
        {
            if ((int)Math.Round((sample.Time - start) / step) is var slot && slot >= 0 && slot < count)
            {
                values[slot] = (float)sample.Value;
            }
        }
    }

    private static string Name(IReadOnlyDictionary<string, string> labels) =>
        string.Join(",", labels.Where(static l => l.Key != "__name__").OrderBy(static l => l.Key, StringComparer.Ordinal).Select(static l => $"{l.Key}={l.Value}"));

    // Prometheus leaves out what it does not have: the steps between are gaps.
    private static TraceFile Even(IReadOnlyList<IndicatorSample> samples, string query, TimeSpan step)
    {
        var start = samples[0].Time;
        var values = new float[(int)Math.Round((samples[^1].Time - start) / step) + 1];
        Array.Fill(values, float.NaN);
        foreach (var sample in samples)
        {
            values[(int)Math.Round((sample.Time - start) / step)] = (float)sample.Value;
        }

        return new TraceFile(start, step, values, query, values.Count(float.IsNaN));
    }

    private sealed class GivenToken(string? token) : ISecretReader
    {
        public Task<string?> FindAsync(string ns, string name, string key, CancellationToken ct) => Task.FromResult(token);
    }
}
