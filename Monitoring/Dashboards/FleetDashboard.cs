namespace Headroom.Monitoring.Dashboards;

/// <summary>The GPUs themselves, by the node agents.</summary>
internal static class FleetDashboard
{
    private const string Chosen = "{model=~\"$model\"}";

    public static Dashboard Value { get; } = new(
        "fleet", "Headroom / GPU fleet", "The GPUs: how many answer, what they do, draw and are limited to, and for whom.",
        [new Variable("model", "Model", "headroom_gpu_up", "model")],
        new PanelRow("Cards",
            new Panel("GPUs that answer", "Cards that a driver reads, by model.", "short", new PanelQuery($"sum by (model) (headroom_gpu_up{Chosen})", "{{model}}")) { Width = 8 },
            new Panel("GPUs that are lost", "Cards that the driver names and that do not answer.", "short", new PanelQuery($"count by (model) (headroom_gpu_up{Chosen} == 0) or vector(0)", "{{model}}")) { Width = 8, Threshold = 1 },
            new Panel("Utilization", "Mean share of time in which a kernel ran, by model.", "percentunit", new PanelQuery($"avg by (model) (headroom_gpu_utilization_ratio{Chosen})", "{{model}}")) { Width = 8 }),
        new PanelRow("Power",
            new Panel("Draw", "All cards together, by model.", "watt", new PanelQuery($"sum by (model) (headroom_gpu_power_watts{Chosen})", "{{model}}")),
            new Panel("Limits", "What software set, what the cards obey, and where they fall to without a lease.", "watt",
                new PanelQuery($"sum(headroom_gpu_power_limit_watts{Chosen})", "set"), new PanelQuery($"sum(headroom_gpu_enforced_power_limit_watts{Chosen})", "enforced"), new PanelQuery($"sum(headroom_gpu_safe_power_limit_watts{Chosen})", "safe")),
            new Panel("Cards under a cap", "Cards that a lease holds back now.", "short", new PanelQuery($"sum(headroom_gpu_leased{Chosen})", "capped")),
            new Panel("Host power", "Processors and memory by node.", "watt", new PanelQuery("sum by (node) (headroom_node_host_power_watts)", "{{node}}"))),
        new PanelRow("Clocks and heat",
            new Panel("Core clock", "Mean of the cards, by model.", "hertz", new PanelQuery($"avg by (model) (headroom_gpu_core_clock_hertz{Chosen})", "{{model}}")),
            new Panel("Hottest cards", "The ten hottest dies.", "celsius", new PanelQuery($"topk(10, max by (node, gpu) (headroom_gpu_temperature_celsius{Chosen}))", "{{node}} {{gpu}}"))),
        new PanelRow("For whom",
            new Panel("Energy by namespace", "Joules a second that the pods of a namespace used; shares never overlap.", "watt", new PanelQuery("topk(10, sum by (namespace) (rate(headroom_pod_gpu_energy_joules_total[5m])))", "{{namespace}}")),
            new Panel("Pods that draw most", "The ten pods with the largest share.", "watt", new PanelQuery("topk(10, sum by (namespace, pod) (headroom_pod_gpu_power_watts))", "{{namespace}}/{{pod}}"))));
}
