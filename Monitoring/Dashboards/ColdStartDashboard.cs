namespace Headroom.Monitoring.Dashboards;

/// <summary>Services that scale to zero, as the activators see them.</summary>
internal static class ColdStartDashboard
{
    private const string Chosen = "{namespace=~\"$namespace\"}";

    public static Dashboard Value { get; } = new(
        "cold-starts", "Headroom / Cold starts", "Services that scale to zero: requests that waited, starts, refusals.",
        [new Variable("namespace", "Namespace", "headroom_activator_requests_total", "namespace")],
        new PanelRow("Requests",
            Line("Requests", "Requests that arrived at the activators.", "reqps", $"sum by (namespace, service) (rate(headroom_activator_requests_total{Chosen}[5m]))"),
            Line("Held", "Requests that wait for a replica now. They pass when one is ready.", "short", $"sum by (namespace, service) (headroom_activator_queued{Chosen})"),
            Line("In flight", "Requests that a replica is working on.", "short", $"sum by (namespace, service) (headroom_activator_in_flight{Chosen})"),
            Line("Turned away", "Share of requests answered 503 or 504, or given up by their client while held.", "percentunit", $"sum by (namespace, service) (rate(headroom_activator_refused_total{Chosen}[5m])) / sum by (namespace, service) (rate(headroom_activator_requests_total{Chosen}[5m]))") with { Threshold = 0.01 }),
        new PanelRow("Replicas",
            Line("Cold starts", "Times in an hour that a first replica became ready. Each activator sees each start.", "short", $"max by (namespace, service) (increase(headroom_activator_cold_starts_total{Chosen}[1h]))"),
            Line("Ready replicas", "As the activators know them; 0 is a service that sleeps.", "short", $"max by (namespace, service) (headroom_activator_ready_replicas{Chosen})"),
            Line("Mean concurrency", "Held and in flight, averaged over five minutes: what a service is scaled by.", "short", $"sum by (namespace, service) (rate(headroom_activator_busy_seconds_total{Chosen}[5m]))"),
            Line("Starts for each request", "Share of requests that a start came with: the price of sleeping.", "percentunit", $"max by (namespace, service) (increase(headroom_activator_cold_starts_total{Chosen}[1h])) / sum by (namespace, service) (increase(headroom_activator_requests_total{Chosen}[1h]))")));

    private static Panel Line(string title, string description, string unit, string query) => new(title, description, unit, new PanelQuery(query, "{{namespace}}/{{service}}"));
}
