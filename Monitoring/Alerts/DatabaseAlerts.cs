namespace Headroom.Monitoring.Alerts;

/// <summary>Only where a database is configured.</summary>
internal static class DatabaseAlerts
{
    public static AlertGroup Group { get; } = new("headroom-database",
    [
        new("HeadroomDatabaseUnreachable", "min by (pod) (headroom_store_available)", "== 0", TimeSpan.FromMinutes(5), Severity.Warning,
            "{{ $labels.pod }} cannot use its database",
            "Decisions go on. They are kept in memory, and the oldest are lost when the buffer is full; what was learned is not saved."),
        new("HeadroomDecisionsLost", "sum by (buffer) (increase(headroom_journal_dropped_total[15m]))", "> 0", TimeSpan.Zero, Severity.Warning,
            "Decisions were not recorded ({{ $labels.buffer }})",
            "{{ $value | printf \"%.0f\" }} records were dropped because a buffer was full: the history has a gap."),
    ]);
}
