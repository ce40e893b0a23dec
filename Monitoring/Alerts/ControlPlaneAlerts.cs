namespace Headroom.Monitoring.Alerts;

/// <summary>What keeps the control plane from doing its work.</summary>
internal static class ControlPlaneAlerts
{
    public static AlertGroup Group { get; } = new("headroom-control-plane",
    [
        new("HeadroomLeaderMissing", "(sum(leader_election_master_status{name=\"headroom-control-plane\"}) or vector(0))", "< 1", TimeSpan.FromMinutes(1), Severity.Critical,
            "No replica of the control plane leads",
            "Nothing is scaled and no lease is renewed: node agents are at their safe limits."),
        new("HeadroomSeveralLeaders", "sum(leader_election_master_status{name=\"headroom-control-plane\"})", "> 1", TimeSpan.FromMinutes(1), Severity.Critical,
            "{{ $value }} replicas of the control plane say that they lead",
            "One lease has one holder: two of them work on different leases or clusters, or the metrics of one are old."),
        new("HeadroomQueueStuck", "(sum by (pod, name) (workqueue_depth) unless on (pod, name) sum by (pod, name) (rate(workqueue_work_duration_seconds_count[10m])) > 0)", "> 0", TimeSpan.FromMinutes(10), Severity.Critical,
            "The queue {{ $labels.name }} of {{ $labels.pod }} does not move",
            "{{ $value }} objects wait and none was worked on for ten minutes."),
        new("HeadroomReconcileErrors", "sum by (controller) (rate(controller_runtime_reconcile_errors_total[10m])) / sum by (controller) (rate(controller_runtime_reconcile_total[10m]))", "> 0.1", TimeSpan.FromMinutes(15), Severity.Warning,
            "{{ $value | humanizePercentage }} of the decisions of {{ $labels.controller }} fail",
            "They are tried again with growing pauses; the log names each object and why."),
        new("HeadroomForbidden", "sum(rate(rest_client_requests_total{code=\"403\"}[10m]))", "> 0", TimeSpan.FromMinutes(10), Severity.Warning,
            "The API server refuses the control plane",
            "{{ $value | printf \"%.2f\" }} requests a second are answered 403: a role is missing, such as the right on a scale in mode Apply."),
        new("HeadroomEventsDropped", "sum by (reason) (rate(headroom_events_dropped_total{reason!=\"burst\"}[15m]))", "> 0", TimeSpan.FromMinutes(15), Severity.Info,
            "Kubernetes events are dropped ({{ $labels.reason }})",
            "Decisions go on; kubectl describe shows fewer of them."),
        new("HeadroomFitsPending", "max(headroom_forecast_fits_pending)", "> 100", TimeSpan.FromMinutes(30), Severity.Warning,
            "{{ $value }} forecasts wait to be fitted",
            "New and changed autoscalers are served by their reactive floor until then: the control plane has too little processor time."),
    ]);
}
