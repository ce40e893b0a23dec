namespace Headroom.Monitoring.Dashboards;

/// <summary>The health of the control plane itself.</summary>
internal static class ControlPlaneDashboard
{
    public static Dashboard Value { get; } = new(
        "control-plane", "Headroom / Control plane", "The control plane itself: leading, deciding, storing, asking the API server.", [],
        new PanelRow("Leading",
            new Panel("Leader", "1 on the replica that leads.", "short", new PanelQuery("max by (pod) (leader_election_master_status)", "{{pod}}")),
            new Panel("Decisions", "Decisions made and scales written, a second.", "ops", new PanelQuery("sum(rate(headroom_autoscaler_decisions_total[5m]))", "decisions"), new PanelQuery("sum by (direction) (rate(headroom_autoscaler_scales_total[5m]))", "scaled {{direction}}"))),
        new PanelRow("Deciding",
            new Panel("Time of a decision, p99", "From the queue to the last write, by controller.", "s", new PanelQuery("histogram_quantile(0.99, sum by (controller, le) (rate(controller_runtime_reconcile_time_seconds_bucket[5m])))", "{{controller}}")) { Width = 8 },
            new Panel("Failed decisions", "Share of decisions that failed and are tried again.", "percentunit", new PanelQuery("sum by (controller) (rate(controller_runtime_reconcile_errors_total[5m])) / sum by (controller) (rate(controller_runtime_reconcile_total[5m]))", "{{controller}}")) { Width = 8, Threshold = 0.1 },
            new Panel("Busy workers", "Decisions under way.", "short", new PanelQuery("sum by (controller) (controller_runtime_active_workers)", "{{controller}}")) { Width = 8 },
            new Panel("Waiting", "Objects in the queues.", "short", new PanelQuery("sum by (name) (workqueue_depth)", "{{name}}")) { Width = 8 },
            new Panel("Wait in the queue, p99", "From being due to being worked on.", "s", new PanelQuery("histogram_quantile(0.99, sum by (name, le) (rate(workqueue_queue_duration_seconds_bucket[5m])))", "{{name}}")) { Width = 8 },
            new Panel("Forecasts to fit", "Fits that wait or run.", "short", new PanelQuery("max(headroom_forecast_fits_pending)", "pending")) { Width = 8 }),
        new PanelRow("API server and database",
            new Panel("Requests to the API server", "By answer; <error> got none.", "reqps", new PanelQuery("sum by (code) (rate(rest_client_requests_total[5m]))", "{{code}}")),
            new Panel("Database", "1 while it can be used.", "bool", new PanelQuery("min by (pod) (headroom_store_available)", "{{pod}}")),
            new Panel("Decisions recorded", "Recorded, stored and lost, a second.", "ops", new PanelQuery("sum(rate(headroom_journal_decisions_total[5m]))", "recorded"), new PanelQuery("sum(rate(headroom_journal_stored_total[5m]))", "stored"), new PanelQuery("sum(rate(headroom_journal_dropped_total[5m]))", "lost")),
            new Panel("Events for other replicas", "Waiting in the outbox, and how long the oldest has.", "short", new PanelQuery("max(headroom_outbox_events)", "waiting"), new PanelQuery("max(headroom_outbox_oldest_seconds)", "seconds")),
            new Panel("Broker", "1 while RabbitMQ can be used, and where none is configured.", "bool", new PanelQuery("min by (pod) (headroom_broker_connected)", "{{pod}}")),
            new Panel("Live streams", "Clients that follow decisions, and those cut because they were too slow.", "short", new PanelQuery("sum(headroom_stream_clients)", "clients"), new PanelQuery("sum(increase(headroom_stream_slow_clients_total[5m]))", "cut"))),
        new PanelRow("Process",
            new Panel("Memory", "Resident, and what the collector holds.", "bytes", new PanelQuery("max by (pod) (process_resident_memory_bytes{job=\"control-plane\"})", "{{pod}} resident"), new PanelQuery("max by (pod) (dotnet_gc_heap_bytes{job=\"control-plane\"})", "{{pod}} heap")),
            new Panel("Processor", "Cores in use.", "short", new PanelQuery("max by (pod) (rate(process_cpu_seconds_total{job=\"control-plane\"}[5m]))", "{{pod}}")),
            new Panel("Time stopped by the collector", "Share of time.", "percentunit", new PanelQuery("max by (pod) (rate(dotnet_gc_pause_seconds_total[5m]))", "{{pod}}")),
            new Panel("Events not written", "Kubernetes events that were dropped, by why.", "ops", new PanelQuery("sum by (reason) (rate(headroom_events_dropped_total[5m]))", "{{reason}}"))));
}
