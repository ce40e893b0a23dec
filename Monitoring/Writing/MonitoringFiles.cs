using Headroom.Monitoring.Dashboards;

namespace Headroom.Monitoring.Writing;

/// <summary>What the chart ships, by path below its monitoring folder.</summary>
internal static class MonitoringFiles
{
    public static IEnumerable<(string Path, string Content)> All() =>
    [
        ("alerts.yaml", PrometheusRules.Write()),
        ("grafana-alerts.yaml", GrafanaRules.Write()),
        .. DashboardBook.All.Select(static d => ($"dashboards/{d.Name}.json", GrafanaDashboard.Write(d))),
    ];
}
