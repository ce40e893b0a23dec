using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Traces;

namespace Headroom.Operators.Indicators.Prometheus;

/// <summary>A stretch of a query's past as a trace, read as the operator reads an indicator.</summary>
/// <param name="http">Used for every request.</param>
/// <param name="token">Bearer token; null for none.</param>
public sealed class PrometheusHistory(HttpClient http, string? token)
{
    private const string Timeout = "60s";

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
