namespace Headroom.Monitoring.Dashboards;

/// <summary>One autoscaler: what it sees, decides and promises.</summary>
internal static class AutoscalerDashboard
{
    private const string One = "{autoscaler_namespace=\"$namespace\", autoscaler=\"$autoscaler\"}";

    public static Dashboard Value { get; } = new(
        "autoscaler", "Headroom / Autoscaler", "One autoscaler: what it sees, decides and promises.",
        [
            new Variable("namespace", "Namespace", "headroom_autoscaler_desired_replicas", "autoscaler_namespace"),
            new Variable("autoscaler", "Autoscaler", "headroom_autoscaler_desired_replicas{autoscaler_namespace=\"$namespace\"}", "autoscaler"),
        ],
        new PanelRow("Scaling",
            Line("Replicas", "Decided, ready and allowed. Ready follows decided by the time that a start takes.", "short", ("desired", "desired_replicas"), ("ready", "ready_replicas"), ("most", "max_replicas")),
            Line("Demand", "The first indicator as it was read last, in its own unit.", "short", ("demand", "demand"))),
        new PanelRow("Service level",
            Line("Violation budget left", "Share of the intervals of the budget's window that may still be short of capacity.", "percentunit", ("left", "budget_remaining_ratio")) with { Threshold = 0.1, IsLowBad = true },
            Line("Chance that the budget lasts", "Probability that the stretch ahead keeps the budget, by the forecast.", "percentunit", ("kept", "budget_kept_probability")) with { Threshold = 0.5, IsLowBad = true }),
        new PanelRow("Forecast",
            Line("Coverage of the 90% band", "Share of what came that lay inside; 0.9 is right, below 0.8 it promises too much.", "percentunit", ("coverage", "forecast_coverage_ratio")) with { Width = 8, Threshold = 0.8, IsLowBad = true },
            Line("Error against last week repeated", "CRPS over that of the seasonal-naive forecast: below 1 is better than it.", "short", ("relative CRPS", "forecast_relative_crps")) with { Width = 8, Threshold = 1 },
            Line("Bias", "Largest distance of the forecast's own ranks from uniform; above 0.2 it leans to one side.", "short", ("deviation", "forecast_pit_deviation")) with { Width = 8, Threshold = 0.2 }),
        new PanelRow("Inputs",
            Line("Metrics available", "1 while the demand is read.", "bool", ("available", "metrics_available")),
            Line("Calibrated", "1 while the band is believed; at 0 the widest interval is planned for.", "bool", ("calibrated", "forecast_calibrated"))));

    private static Panel Line(string title, string description, string unit, params (string Legend, string Metric)[] lines) =>
        new(title, description, unit, [.. lines.Select(static l => new PanelQuery($"max(headroom_autoscaler_{l.Metric}{One})", l.Legend))]);
}
