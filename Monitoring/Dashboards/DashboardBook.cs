namespace Headroom.Monitoring.Dashboards;

/// <summary>Every dashboard that is shipped.</summary>
internal static class DashboardBook
{
    public static IReadOnlyList<Dashboard> All { get; } =
    [
        OverviewDashboard.Value, AutoscalerDashboard.Value, ColdStartDashboard.Value, PowerDashboard.Value, FleetDashboard.Value, ControlPlaneDashboard.Value,
    ];
}
