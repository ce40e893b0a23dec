using System.Net.Http.Headers;
using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Operators.Indicators.Prometheus;

/// <summary>Reads a PromQL query with query_range: history once, in chunks, then only what is new.</summary>
internal sealed class PrometheusSource(HttpClient http, ISecretReader secrets) : IIndicatorSource
{
    private readonly RangeQuery _query = new(http);

    public async Task<IndicatorReading> ReadAsync(IndicatorRequest request, CancellationToken ct)
    {
        var prometheus = request.Indicator.Prometheus!;
        var authorization = await AuthorizationAsync(request.Namespace, prometheus.Authorization, ct);
        if (authorization is { Failure: { } failure })
        {
            return failure;
        }

        var samples = new List<IndicatorSample>();
        string? note = null;
        // Sample times are multiples of the step, so that a restart asks for the same points.
        var first = new DateTimeOffset((request.After.UtcTicks / request.Step.Ticks + 1) * request.Step.Ticks, TimeSpan.Zero);
        for (var start = first; start <= request.Until; start += request.Step * RangeQuery.MostPoints)
        {
            var last = request.Until < start + request.Step * (RangeQuery.MostPoints - 1) ? request.Until : start + request.Step * (RangeQuery.MostPoints - 1);
            var answer = Single(await _query.AskAsync(prometheus, authorization?.Header, start, last, request.Step, ct), prometheus);
            if (answer is not IndicatorReading.Samples chunk)
            {
                return answer;
            }

            samples.AddRange(chunk.Values);
            note ??= chunk.Note;
        }

        return new IndicatorReading.Samples(samples, note);
    }

    private static IndicatorReading Single(RangeAnswer answer, PrometheusSpec prometheus)
    {
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        if (answer.Series.Count > 1)
        {
            return new IndicatorReading.Failed(
                "TooManySeries",
                $"'{prometheus.Query}' returned {answer.Series.Count} series, exactly one is needed: aggregate it, for example with sum(). "
                + $"First two: {Labels(answer.Series[0])} and {Labels(answer.Series[1])}");
        }

        return new IndicatorReading.Samples(answer.Series.Count == 0 ? [] : [.. answer.Series[0].Values.Select(RangeQuery.Sample)], answer.Note);
    }

    private async Task<Authorization?> AuthorizationAsync(string ns, AuthorizationSpec? spec, CancellationToken ct)
    {
        if (spec is null)
        {
            return null;
        }

        var secret = $"Secret {ns}/{spec.Credentials.Name} with key '{spec.Credentials.Key}'";
        try
        {
            var credentials = (await secrets.FindAsync(ns, spec.Credentials.Name, spec.Credentials.Key, ct))?.Trim();
            return credentials is null
                ? Refused("SecretNotFound", $"{secret} does not exist")
                : credentials.Any(char.IsControl)
                    ? Refused("SecretUnusable", $"{secret} holds more than one line; the credentials alone are allowed")
                    : new Authorization(new AuthenticationHeaderValue(spec.Type, credentials), null);
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException)
        {
            return Refused("SecretUnreadable", $"{secret} cannot be read: {error.Message}");
        }
    }

    private static Authorization Refused(string reason, string message) => new(null, new IndicatorReading.Failed(reason, message));

    private static string Labels(RangeResponse.RangeSeries series) =>
        "{" + string.Join(", ", series.Metric.Take(4).Select(l => $"{l.Key}=\"{l.Value}\"")) + "}";

    private sealed record Authorization(AuthenticationHeaderValue? Header, IndicatorReading.Failed? Failure);
}
