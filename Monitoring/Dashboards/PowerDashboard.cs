namespace Headroom.Monitoring.Dashboards;

/// <summary>A feed: draw, budget, promises, caps and agents.</summary>
internal static class PowerDashboard
{
    private const string Chosen = "{domain=~\"$domain\"}";

    public static Dashboard Value { get; } = new(
        "power", "Headroom / Power", "Feeds: what they draw and may draw, what holds them back, whether both promises are kept.",
        [new Variable("domain", "Domain", "headroom_power_budget_watts", "domain")],
        new PanelRow("Feed",
            new Panel("Draw, forecast peak and budget", "The peak is what would come with nothing held back; above the budget low priority is slowed.", "watt", By("draw_watts", "draw"), By("forecast_peak_watts", "forecast peak"), By("budget_watts", "budget")),
            new Panel("Oversubscription", "What everything on the feed may draw by its nameplate, over the budget.", "percentunit", new PanelQuery($"max by (domain) (headroom_power_nameplate_watts{Chosen} / headroom_power_budget_watts{Chosen})", "{{domain}}"))),
        new PanelRow("Promises",
            new Panel("Failed state", "The most that the feed could draw once no lease is renewed, over its budget: above 1 it is not safe.", "percentunit", new PanelQuery($"max by (domain) (headroom_power_failed_watts{Chosen} / headroom_power_budget_watts{Chosen})", "{{domain}}")) { Threshold = 1 },
            new Panel("Nodes that are charged at their nameplate", "Silent ones, and ones whose safe limit is not known to be kept.", "short", By("silent_nodes", "silent"), By("unconfirmed_nodes", "unconfirmed")) { Threshold = 1 }),
        new PanelRow("Actions",
            new Panel("Groups held back", "Groups of nodes with a cap on clock or power.", "short", By("capped_groups", "capped")),
            new Panel("Brake", "1 while it is on; and how often it went on since this controller leads.", "short", By("braking", "on"), By("brakes", "times"))),
        new PanelRow("Agents",
            new Panel("Reports", "Reports of agents a second, by the answer: 421 is a follower that names the leader.", "ops", new PanelQuery("sum by (code) (rate(headroom_agent_reports_total[1m]))", "{{code}}")),
            new Panel("Nodes that report", "Nodes whose agents the leader has heard.", "short", new PanelQuery("max(headroom_agent_nodes)", "nodes")),
            new Panel("Refused by the driver", "Limits and clocks that a driver did not take, in ten minutes.", "short", new PanelQuery("sum by (node) (increase(headroom_agent_refused_setters_total[10m]))", "{{node}}")),
            new Panel("Refused by the agent", "Leases that came too late or out of order, in ten minutes.", "short", new PanelQuery("sum by (node) (increase(headroom_agent_refused_leases_total[10m]))", "{{node}}"))));

    private static PanelQuery By(string metric, string legend) => new($"max by (domain) (headroom_power_{metric}{Chosen})", "{{domain}} " + legend);
}
