using System.Diagnostics.Metrics;

namespace Headroom.Kubernetes.Transport;

/// <summary>The instruments of client-go that existing dashboards read.</summary>
internal static class ClientMetrics
{
    public const string MeterName = "Headroom.Kubernetes";

    public static Meter Meter { get; } = new(MeterName);

    public static Counter<long> Requests { get; } = Meter.CreateCounter<long>(
        "rest_client_requests_total", description: "Requests by status code and method; code <error> got no answer");

    public static void CountRequest(HttpMethod method, string code) =>
        Requests.Add(1, new KeyValuePair<string, object?>("code", code), new KeyValuePair<string, object?>("method", method.Method));
}
