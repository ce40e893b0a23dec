namespace Headroom.Monitoring.Dashboards;

/// <summary>Is everything well, and if not, where to look.</summary>
internal static class OverviewDashboard
{
    public static Dashboard Value { get; } = new(
        "overview", "Headroom / Overview", "Is everything well, and if not, where to look.", [],
        new PanelRow("Now",
            new Panel("Leader", "Replicas that lead; one is right.", "short", new PanelQuery("sum(leader_election_master_status)", "leaders")) { Kind = "stat", Width = 4, Threshold = 1, IsLowBad = true },
            new Panel("Autoscalers", "Objects that are decided for.", "short", new PanelQuery("count(max by (autoscaler_namespace, autoscaler) (headroom_autoscaler_desired_replicas)) or vector(0)", "autoscalers")) { Kind = "stat", Width = 4 },
            new Panel("Without metrics", "Autoscalers whose demand cannot be read; nothing is scaled in for them.", "short", new PanelQuery("count(max by (autoscaler_namespace, autoscaler) (headroom_autoscaler_metrics_available) == 0) or vector(0)", "autoscalers")) { Kind = "stat", Width = 4, Threshold = 1 },
            new Panel("Miscalibrated", "Autoscalers whose forecast band holds too little of what comes.", "short", new PanelQuery("count(max by (autoscaler_namespace, autoscaler) (headroom_autoscaler_forecast_calibrated) == 0) or vector(0)", "autoscalers")) { Kind = "stat", Width = 4, Threshold = 1 },
            new Panel("Requests held", "Requests that wait at the activators for a replica.", "short", new PanelQuery("sum(headroom_activator_queued) or vector(0)", "requests")) { Kind = "stat", Width = 4 },
            new Panel("Feeds braking", "Power domains whose brake is on.", "short", new PanelQuery("count(max by (domain) (headroom_power_braking) == 1) or vector(0)", "domains")) { Kind = "stat", Width = 4, Threshold = 1 }),
        new PanelRow("Services",
            new Panel("Replicas", "Decided and ready, over all autoscalers.", "short", new PanelQuery("sum(headroom_autoscaler_desired_replicas)", "desired"), new PanelQuery("sum(headroom_autoscaler_ready_replicas)", "ready")),
            new Panel("Least violation budget left", "The ten autoscalers with the least of their budget left; below 0 the service level is broken.", "percentunit", new PanelQuery("bottomk(10, max by (autoscaler_namespace, autoscaler) (headroom_autoscaler_budget_remaining_ratio))", "{{autoscaler_namespace}}/{{autoscaler}}"))),
        new PanelRow("Power",
            new Panel("Draw and budget", "What each feed draws and may draw.", "watt", new PanelQuery("max by (domain) (headroom_power_draw_watts)", "{{domain}} draw"), new PanelQuery("max by (domain) (headroom_power_budget_watts)", "{{domain}} budget")),
            new Panel("Alerts", "Alerts of Headroom that fire, by severity.", "short", new PanelQuery("sum by (severity) (ALERTS{alertname=~\"Headroom.+\", alertstate=\"firing\"})", "{{severity}}"))));
}
