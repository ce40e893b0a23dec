using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Text;

namespace Headroom.Operators.Indicators.Prometheus;

/// <summary>One question to /api/v1/query_range and its answer, whatever goes wrong.</summary>
internal sealed class RangeQuery(HttpClient http)
{
    /// <summary>Of one question: Prometheus refuses ranges of more than 11,000.</summary>
    public const int MostPoints = 10_000;

    public async Task<RangeAnswer> AskAsync(
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
            return RangeAnswer.Failed("Timeout", $"{prometheus.ServerAddress} did not answer '{prometheus.Query}' within {prometheus.Timeout}");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return RangeAnswer.Failed("Unreachable", $"{prometheus.ServerAddress} cannot be reached: {error.Message}");
        }
    }

    private static async Task<RangeAnswer> InterpretAsync(HttpResponseMessage response, PrometheusSpec prometheus, CancellationToken ct)
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
            return RangeAnswer.Failed("NotPrometheus", $"{prometheus.ServerAddress} answered something that is not a Prometheus API answer");
        }
    }

    private static RangeAnswer Interpret(RangeResponse? answer, PrometheusSpec prometheus, int code)
    {
        if (answer is not { Status: "success", Data: { } data })
        {
            return RangeAnswer.Failed(
                code is 401 or 403 ? "Unauthorized" : "QueryFailed",
                $"{prometheus.ServerAddress} refused '{prometheus.Query}' with {code}: {answer?.Error ?? "no reason given"}");
        }

        return new RangeAnswer(data.Result, answer.Warnings is { Count: > 0 } warnings ? $"partial answer: {string.Join("; ", warnings)}" : null, null);
    }

    public static IndicatorSample Sample(JsonElement[] pair)
    {
        var time = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(pair[0].GetDouble());
        var isNumber = double.TryParse(pair[1].GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return new IndicatorSample(time, isNumber && double.IsFinite(value) ? value : double.NaN);
    }

    private static string Seconds(DateTimeOffset time) =>
        (time.ToUnixTimeMilliseconds() / 1000.0).ToString("0.###", CultureInfo.InvariantCulture);
}
