namespace Headroom.Monitoring.Alerts;

/// <summary>Every alert that is shipped.</summary>
internal static class AlertBook
{
    public static IReadOnlyList<AlertGroup> Groups { get; } =
    [
        AutoscalerAlerts.Group, ControlPlaneAlerts.Group, DatabaseAlerts.Group, MessagingAlerts.Group, ServerlessAlerts.Group, PowerAlerts.Group,
    ];

    public static IEnumerable<AlertRule> Rules => Groups.SelectMany(static g => g.Rules);
}
