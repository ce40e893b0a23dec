namespace Headroom.Monitoring.Alerts;

/// <summary>Requests that wait for a service at zero.</summary>
internal static class ServerlessAlerts
{
    private const string Which = "{{ $labels.namespace }}/{{ $labels.service }}";

    public static AlertGroup Group { get; } = new("headroom-serverless",
    [
        new("HeadroomActivatorDown", "sum(up{job=\"activator\"} == bool 0)", "> 0", TimeSpan.FromMinutes(2), Severity.Critical,
            "{{ $value }} activators cannot be reached",
            "While any activator is silent nothing is scaled in; its part of the requests fails."),
        new("HeadroomRequestsHeld", "(sum by (namespace, service) (headroom_activator_queued) unless on (namespace, service) sum by (namespace, service) (headroom_activator_ready_replicas) > 0)", "> 0", TimeSpan.FromMinutes(2), Severity.Critical,
            $"Requests to {Which} wait and no replica comes",
            "{{ $value }} requests have been held without a ready replica for two minutes: a start takes too long or fails."),
        new("HeadroomRequestsRefused", "sum by (namespace, service) (rate(headroom_activator_refused_total[5m])) / sum by (namespace, service) (rate(headroom_activator_requests_total[5m]))", "> 0.01", TimeSpan.FromMinutes(5), Severity.Warning,
            $"{{{{ $value | humanizePercentage }}}} of the requests to {Which} are turned away",
            "The queue was full, or no replica answered before the deadline."),
    ]);
}
