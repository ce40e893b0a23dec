namespace Headroom.Monitoring.Alerts;

/// <summary>What the owner of a service wants to know of its autoscaler.</summary>
internal static class AutoscalerAlerts
{
    private const string Which = "{{ $labels.autoscaler_namespace }}/{{ $labels.autoscaler }}";
    private const string By = "max by (autoscaler_namespace, autoscaler)";

    // Of a budget for seven days 14.4 times the even pace is 8.6% an hour, six times is 21% in six hours: the usual pair
    // for paging and for tickets. The short windows let an alert end soon after the burning does.
    private const string FastBurn =
        $"min by (autoscaler_namespace, autoscaler) (-delta(headroom_autoscaler_budget_remaining_ratio[1h]) > 0.086 and -delta(headroom_autoscaler_budget_remaining_ratio[5m]) > 0.007)";

    private const string SlowBurn =
        $"min by (autoscaler_namespace, autoscaler) (-delta(headroom_autoscaler_budget_remaining_ratio[6h]) > 0.21 and -delta(headroom_autoscaler_budget_remaining_ratio[30m]) > 0.017)";

    public static AlertGroup Group { get; } = new("headroom-autoscalers",
    [
        new("HeadroomBudgetBurnFast", FastBurn, "> 0", TimeSpan.FromMinutes(2), Severity.Critical,
            $"{Which} spends its violation budget 14 times too fast",
            "{{ $value | humanizePercentage }} of the budget of seven days went within an hour: at this pace it is gone in half a day."),
        new("HeadroomBudgetBurnSlow", SlowBurn, "> 0", TimeSpan.FromMinutes(15), Severity.Warning,
            $"{Which} spends its violation budget 6 times too fast",
            "{{ $value | humanizePercentage }} of the budget of seven days went within six hours."),
        new("HeadroomBudgetSpent", $"{By} (headroom_autoscaler_budget_remaining_ratio)", "< 0", TimeSpan.FromMinutes(10), Severity.Warning,
            $"{Which} is over its violation budget",
            "The share that is left is {{ $value | humanizePercentage }}. Every further interval short of capacity breaks the service level."),
        new("HeadroomForecastMiscalibrated", $"{By} (headroom_autoscaler_forecast_calibrated)", "== 0", TimeSpan.FromHours(1), Severity.Warning,
            $"The forecast of {Which} promises more than it holds",
            "Its 90% band has held too little of what came for an hour. The widest interval is planned for meanwhile, which costs replicas."),
        new("HeadroomForecastUseless", $"{By} (headroom_autoscaler_forecast_relative_crps)", "> 1", TimeSpan.FromHours(24), Severity.Info,
            $"The forecast of {Which} is no better than last week repeated",
            "Its error over that of the seasonal-naive forecast is {{ $value | printf \"%.2f\" }}."),
        new("HeadroomMetricsLost", $"{By} (headroom_autoscaler_metrics_available)", "== 0", TimeSpan.FromMinutes(5), Severity.Critical,
            $"{Which} does not see its demand",
            "Its first indicator has not been read for five minutes. Nothing is scaled in, and the fallback holds."),
        new("HeadroomScalingLimited", $"{By} (headroom_autoscaler_desired_replicas / headroom_autoscaler_max_replicas)", ">= 1", TimeSpan.FromMinutes(15), Severity.Warning,
            $"{Which} wants as many replicas as it may have",
            "It has been at spec.maxReplicas for a quarter of an hour: it may need more than it is allowed."),
    ]);
}
