using System.Globalization;
using System.Text;
using Headroom.Contracts.Demand;

namespace Headroom.Activator.Demand;

/// <summary>The same report as Prometheus reads it.</summary>
internal static class DemandMetrics
{
    public static Task AnswerAsync(HttpContext context, DemandReport report)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(Write(report), context.RequestAborted);
    }

    public static string Write(DemandReport report)
    {
        var text = new StringBuilder();
        Family(text, report, "headroom_activator_in_flight", "gauge", "Requests forwarded and not ended.", static d => d.InFlight);
        Family(text, report, "headroom_activator_queued", "gauge", "Requests held.", static d => d.Queued);
        Family(text, report, "headroom_activator_ready_replicas", "gauge", "Replicas that requests are forwarded to.", static d => d.ReadyReplicas);
        Family(text, report, "headroom_activator_requests_total", "counter", "Requests that arrived.", static d => d.Arrived);
        Family(text, report, "headroom_activator_refused_total", "counter", "Requests answered 503 or 504 here, or gone while held.", static d => d.Refused);
        Family(text, report, "headroom_activator_cold_starts_total", "counter", "Times a first replica became ready.", static d => d.ColdStarts);
        Family(text, report, "headroom_activator_busy_seconds_total", "counter", "Integral of in flight and queued; its rate is the mean concurrency.", static d => d.BusySeconds);
        return text.ToString();
    }

    private static void Family(StringBuilder text, DemandReport report, string name, string kind, string help, Func<ServiceDemand, double> value)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
        foreach (var demand in report.Services)
        {
            // Names of Kubernetes objects hold nothing that needs escaping.
            text.Append(CultureInfo.InvariantCulture, $"{name}{{namespace=\"{demand.Namespace}\",service=\"{demand.Name}\"}} {value(demand)}\n");
        }
    }
}
