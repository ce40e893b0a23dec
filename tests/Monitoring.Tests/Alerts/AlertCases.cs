namespace Headroom.Monitoring.Tests.Alerts;

/// <summary>One fault for each alert. Values are 15 s apart: x240 is an hour.</summary>
internal static class AlertCases
{
    private const string Pas = "{autoscaler_namespace=\"prod\",autoscaler=\"chat\",pod=\"a\"}";
    private const string Service = "{namespace=\"prod\",service=\"batch\",pod=\"activator-0\"}";
    private const string Feed = "{domain=\"row-7\",pod=\"a\"}";
    private const string Node = "{node=\"gpu-7\",pod=\"agent-7\"}";

    public static IReadOnlyList<AlertCase> All { get; } =
    [
        // 20% of the budget in an hour, then none.
        new("HeadroomBudgetBurnFast", "50m", "75m", $"headroom_autoscaler_budget_remaining_ratio{Pas}|0.9-0.00083x240 0.7x240") { StillQuiet = "10m" },
        new("HeadroomBudgetBurnSlow", "5h50m", "8h", $"headroom_autoscaler_budget_remaining_ratio{Pas}|0.9-0.0002x1440 0.61x960") { StillQuiet = "2h" },
        new("HeadroomBudgetSpent", "15m", "40m", $"headroom_autoscaler_budget_remaining_ratio{Pas}|-0.1x100 0.2x100") { StillQuiet = "5m" },
        new("HeadroomForecastMiscalibrated", "70m", "110m", $"headroom_autoscaler_forecast_calibrated{Pas}|0x400 1x100") { StillQuiet = "30m" },
        new("HeadroomForecastUseless", "25h", "26h40m", $"headroom_autoscaler_forecast_relative_crps{Pas}|1.2x6200 0.8x300") { StillQuiet = "12h" },
        new("HeadroomMetricsLost", "10m", "20m", $"headroom_autoscaler_metrics_available{Pas}|1x10 0x50 1x40") { StillQuiet = "5m" },
        new("HeadroomScalingLimited", "20m", "40m", $"headroom_autoscaler_desired_replicas{Pas}|8x100 5x100", $"headroom_autoscaler_max_replicas{Pas}|8x200") { StillQuiet = "10m" },
        new("HeadroomLeaderMissing", "5m", "12m", "leader_election_master_status{name=\"headroom-control-plane\",pod=\"a\"}|0x40 1x40", "leader_election_master_status{name=\"headroom-control-plane\",pod=\"b\"}|0x80") { StillQuiet = "30s" },
        new("HeadroomSeveralLeaders", "5m", "12m", "leader_election_master_status{name=\"headroom-control-plane\",pod=\"a\"}|1x40 0x40", "leader_election_master_status{name=\"headroom-control-plane\",pod=\"b\"}|1x80"),
        new("HeadroomQueueStuck", "30m", "50m", "workqueue_depth{name=\"autoscaler\",pod=\"a\"}|3x200", "workqueue_work_duration_seconds_count{name=\"autoscaler\",pod=\"a\"}|7x150 7+1x100") { StillQuiet = "5m" },
        new("HeadroomReconcileErrors", "30m", "80m", "controller_runtime_reconcile_errors_total{controller=\"autoscaler\"}|0+1x160 160x200", "controller_runtime_reconcile_total{controller=\"autoscaler\",result=\"error\"}|0+2x360") { StillQuiet = "10m" },
        new("HeadroomForbidden", "30m", "60m", "rest_client_requests_total{code=\"403\",method=\"PUT\"}|0+1x160 160x200") { StillQuiet = "5m" },
        new("HeadroomEventsDropped", "40m", "80m", "headroom_events_dropped_total{reason=\"queue_full\"}|0+1x200 200x200") { StillQuiet = "10m" },
        new("HeadroomFitsPending", "40m", "60m", "headroom_forecast_fits_pending|200x200 3x100") { StillQuiet = "20m" },
        new("HeadroomDatabaseUnreachable", "10m", "20m", "headroom_store_available{pod=\"a\"}|0x60 1x60") { StillQuiet = "3m" },
        new("HeadroomDecisionsLost", "10m", "40m", "headroom_journal_dropped_total{buffer=\"backlog\"}|0x20 5x200"),
        new("HeadroomBrokerUnreachable", "10m", "20m", "headroom_broker_connected{pod=\"a\"}|0x60 1x60") { StillQuiet = "3m" },
        new("HeadroomOutboxStuck", "25m", "40m", "headroom_outbox_oldest_seconds|0+15x120 0x60") { StillQuiet = "3m" },
        new("HeadroomActivatorDown", "5m", "20m", "up{job=\"activator\",pod=\"activator-0\"}|0x40 1x60") { StillQuiet = "1m" },
        new("HeadroomRequestsHeld", "5m", "20m", $"headroom_activator_queued{Service}|4x40 0x60", $"headroom_activator_ready_replicas{Service}|0x40 1x60") { StillQuiet = "1m" },
        new("HeadroomRequestsRefused", "15m", "50m", $"headroom_activator_refused_total{Service}|0+1x80 80x160", $"headroom_activator_requests_total{Service}|0+20x240") { StillQuiet = "3m" },
        new("HeadroomPowerBraking", "5m", "12m", $"headroom_power_braking{Feed}|1x30 0x30"),
        new("HeadroomPowerOverBudget", "5m", "12m", $"headroom_power_draw_watts{Feed}|33000x30 30000x30", $"headroom_power_budget_watts{Feed}|32000x60"),
        new("HeadroomPowerHeadroomLow", "20m", "40m", $"headroom_power_forecast_peak_watts{Feed}|31500x100 25000x100", $"headroom_power_budget_watts{Feed}|32000x200") { StillQuiet = "10m" },
        new("HeadroomPowerPromiseBroken", "5m", "15m", $"headroom_power_failed_watts{Feed}|33000x40 31000x40", $"headroom_power_budget_watts{Feed}|32000x80") { StillQuiet = "30s" },
        new("HeadroomAgentsSilent", "5m", "15m", $"headroom_power_silent_nodes{Feed}|1x40 0x40") { StillQuiet = "30s" },
        new("HeadroomAgentDown", "5m", "15m", "up{job=\"node-agent\",node=\"gpu-7\",pod=\"agent-7\"}|0x40 1x40") { StillQuiet = "1m" },
        new("HeadroomLeaseExpired", "5m", "15m", $"headroom_agent_lease_sequence{Node}|900x40 900+15x40") { StillQuiet = "30s" },
        new("HeadroomSafeLimitUnconfirmed", "15m", "30m", $"headroom_power_unconfirmed_nodes{Feed}|1x80 0x80") { StillQuiet = "5m" },
        new("HeadroomSettersRefused", "20m", "45m", $"headroom_agent_refused_setters_total{Node}|0+1x100 100x120") { StillQuiet = "3m" },
    ];
}
