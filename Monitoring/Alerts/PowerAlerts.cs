namespace Headroom.Monitoring.Alerts;

/// <summary>What the operator of a feed is called for.</summary>
internal static class PowerAlerts
{
    private const string Which = "{{ $labels.domain }}";

    public static AlertGroup Group { get; } = new("headroom-power",
    [
        new("HeadroomPowerBraking", "max by (domain) (headroom_power_braking)", "== 1", TimeSpan.Zero, Severity.Critical,
            $"The brake of {Which} is on",
            "The draw came so near the budget that everything was slowed at once, high priority too."),
        new("HeadroomPowerOverBudget", "max by (domain) (headroom_power_draw_watts / headroom_power_budget_watts)", "> 1", TimeSpan.FromSeconds(10), Severity.Critical,
            $"{Which} draws more than its budget",
            "It is at {{ $value | humanizePercentage }}. A breaker carries that for seconds to minutes."),
        new("HeadroomPowerHeadroomLow", "max by (domain) (headroom_power_forecast_peak_watts / headroom_power_budget_watts)", "> 0.95", TimeSpan.FromMinutes(15), Severity.Warning,
            $"{Which} is nearly full",
            "The forecast peak is {{ $value | humanizePercentage }} of the budget: low priority is or soon will be slowed."),
        new("HeadroomPowerPromiseBroken", "max by (domain) (headroom_power_failed_watts / headroom_power_budget_watts)", "> 1", TimeSpan.FromMinutes(1), Severity.Critical,
            $"{Which} is not safe without its controller",
            "If every lease ended now it could draw {{ $value | humanizePercentage }} of its budget. Enforcing is False and says why."),
        new("HeadroomAgentsSilent", "max by (domain) (headroom_power_silent_nodes)", "> 0", TimeSpan.FromMinutes(1), Severity.Critical,
            $"{{{{ $value }}}} nodes of {Which} do not report",
            "Each is charged at its nameplate, which takes room from all others."),
        new("HeadroomAgentDown", "max by (node, pod) (up{job=\"node-agent\"})", "== 0", TimeSpan.FromMinutes(2), Severity.Warning,
            "The node agent on {{ $labels.node }} cannot be scraped",
            "Its process is gone or hangs in the driver; its cards keep the last limit that was set."),
        new("HeadroomLeaseExpired", "max by (node, pod) (changes(headroom_agent_lease_sequence[1m]))", "== 0", TimeSpan.FromMinutes(1), Severity.Critical,
            "The agent on {{ $labels.node }} gets no leases",
            "Its cards are at their safe limits, the important work's too: it does not reach the leader, or is refused."),
        new("HeadroomSafeLimitUnconfirmed", "max by (domain) (headroom_power_unconfirmed_nodes)", "> 0", TimeSpan.FromMinutes(10), Severity.Warning,
            $"{{{{ $value }}}} nodes of {Which} do not keep a safe limit",
            "They are charged at their nameplate: a card refuses its limit, or the agent cannot write to its disk."),
        new("HeadroomSettersRefused", "max by (node, pod) (increase(headroom_agent_refused_setters_total[10m]))", "> 0", TimeSpan.FromMinutes(5), Severity.Warning,
            "The driver on {{ $labels.node }} does not take limits",
            "{{ $value | printf \"%.0f\" }} settings were refused in ten minutes; the limits that hold may be higher than was decided."),
    ]);
}
