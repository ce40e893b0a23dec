using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Metrics;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>What the messages between replicas count.</summary>
internal sealed class MessageInstruments
{
    private readonly Counter<long> _published;
    private readonly Counter<long> _received;
    private readonly TimeProvider _time;
    private long _waiting;
    private long _oldest;

    public MessageInstruments(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(HeadroomMeter.Name);
        _published = meter.CreateCounter<long>("headroom_messages_published_total", description: "Events that the broker has confirmed.");
        _received = meter.CreateCounter<long>("headroom_messages_received_total", description: "Events that came over the bus, this replica's own included.");
        meter.CreateObservableGauge("headroom_outbox_events", () => Waiting, description: "Events in the database that the broker has not confirmed.");
        meter.CreateObservableGauge("headroom_outbox_oldest_seconds", OldestSeconds, description: "Age of the oldest event that the broker has not confirmed.");
        Published(0); // A series that appears only with the first message cannot be alerted on.
        Received(0);
    }

    /// <summary>As last read from the database.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    public void Published(int events) => _published.Add(events);

    public void Received(int events) => _received.Add(events);

    /// <param name="waiting">Events in the outbox.</param>
    /// <param name="oldest">Id of the oldest; 0 without any.</param>
    public void SetOutbox(long waiting, long oldest)
    {
        Volatile.Write(ref _waiting, waiting);
        Volatile.Write(ref _oldest, oldest);
    }

    private double OldestSeconds() =>
        Volatile.Read(ref _oldest) is > 0 and var oldest ? Math.Max(0, (_time.GetUtcNow() - EventIds.ToTime(oldest)).TotalSeconds) : 0;
}
