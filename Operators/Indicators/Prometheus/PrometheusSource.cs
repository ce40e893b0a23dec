using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Text;

namespace Headroom.Operators.Indicators.Prometheus;

/// <summary>Reads a PromQL query with query_range: history once, in chunks, then only what is new.</summary>
internal sealed class PrometheusSource(HttpClient http, ISecretReader secrets) : IIndicatorSource
{
    // Prometheus refuses ranges of more than 11,000 points.
    private const int MaxPoints = 10_000;

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
        for (var start = first; start <= request.Until; start += request.Step * MaxPoints)
        {
            var last = request.Until < start + request.Step * (MaxPoints - 1) ? request.Until : start + request.Step * (MaxPoints - 1);
            var answer = await QueryAsync(prometheus, authorization?.Header, start, last, request.Step, ct);
            if (answer is not IndicatorReading.Samples chunk)
            {
                return answer;
            }

            samples.AddRange(chunk.Values);
            note ??= chunk.Note;
        }

        return new IndicatorReading.Samples(samples, note);
    }

    private async Task<IndicatorReading> QueryAsync(
        PrometheusSpec prometheus, AuthenticationHeaderValue? authorization, DateTimeOffset start, DateTimeOffset end, TimeSpan step, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, prometheus.ServerAddress.TrimEnd('/') + "/api/v1/query_range");
        message.Headers.Authorization = authorization;
        message.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["query"] = prometheus.Query,
            ["start"] = Seconds(start),
            ["end"] = Seconds(end),
            ["step"] = step.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ["timeout"] = prometheus.Timeout,
        });
        _ = DurationText.TryParse(prometheus.Timeout, out var timeout);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return await InterpretAsync(response, prometheus, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new IndicatorReading.Failed("Timeout", $"{prometheus.ServerAddress} did not answer '{prometheus.Query}' within {prometheus.Timeout}");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new IndicatorReading.Failed("Unreachable", $"{prometheus.ServerAddress} cannot be reached: {error.Message}");
        }
    }

    private static async Task<IndicatorReading> InterpretAsync(HttpResponseMessage response, PrometheusSpec prometheus, CancellationToken ct)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            var answer = await JsonSerializer.DeserializeAsync(body, PrometheusJson.Default.RangeResponse, ct);
            return Interpret(answer, prometheus, (int)response.StatusCode);
        }
        catch (JsonException) when (!response.IsSuccessStatusCode)
        {
            // Prometheus itself refuses credentials in plain text, and proxies explain themselves in HTML.
            return Interpret(null, prometheus, (int)response.StatusCode);
        }
        catch (JsonException)
        {
            return new IndicatorReading.Failed("NotPrometheus", $"{prometheus.ServerAddress} answered something that is not a Prometheus API answer");
        }
    }

    private static IndicatorReading Interpret(RangeResponse? answer, PrometheusSpec prometheus, int code)
    {
        if (answer is not { Status: "success", Data: { } data })
        {
            return new IndicatorReading.Failed(
                code is 401 or 403 ? "Unauthorized" : "QueryFailed",
                $"{prometheus.ServerAddress} refused '{prometheus.Query}' with {code}: {answer?.Error ?? "no reason given"}");
        }

        if (data.Result.Count > 1)
        {
            return new IndicatorReading.Failed(
                "TooManySeries",
                $"'{prometheus.Query}' returned {data.Result.Count} series, exactly one is needed: aggregate it, for example with sum(). "
                + $"First two: {Labels(data.Result[0])} and {Labels(data.Result[1])}");
        }

        var samples = data.Result.Count == 0 ? [] : data.Result[0].Values.Select(Sample).ToList();
        return new IndicatorReading.Samples(samples, answer.Warnings is { Count: > 0 } warnings ? $"partial answer: {string.Join("; ", warnings)}" : null);
    }

    private static IndicatorSample Sample(JsonElement[] pair)
    {
        var time = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(pair[0].GetDouble());
        var isNumber = double.TryParse(pair[1].GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return new IndicatorSample(time, isNumber && double.IsFinite(value) ? value : double.NaN);
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

    private static string Seconds(DateTimeOffset time) =>
        (time.ToUnixTimeMilliseconds() / 1000.0).ToString("0.###", CultureInfo.InvariantCulture);

    private sealed record Authorization(AuthenticationHeaderValue? Header, IndicatorReading.Failed? Failure);
}
