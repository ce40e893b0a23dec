namespace Headroom.Monitoring.Alerts;

/// <summary>Only where a broker is configured.</summary>
internal static class MessagingAlerts
{
    public static AlertGroup Group { get; } = new("headroom-messaging",
    [
        new("HeadroomBrokerUnreachable", "min by (pod) (headroom_broker_connected)", "== 0", TimeSpan.FromMinutes(5), Severity.Warning,
            "{{ $labels.pod }} cannot use RabbitMQ",
            "Decisions go on. Streams of other replicas do not show them until the broker is back; with a database they are sent then."),
        new("HeadroomOutboxStuck", "max(headroom_outbox_oldest_seconds)", "> 300", TimeSpan.FromMinutes(5), Severity.Warning,
            "Events have waited {{ $value | humanizeDuration }} to be sent to other replicas",
            "The outbox in the database is not being emptied: the broker is away or refuses what it is sent."),
    ]);
}
