using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>
/// Where new events go. Without a broker this replica is the only one, and the bus is in its memory. With one, this
/// replica's own clients get them at once, whatever the broker does, and the others from the outbox, which the write to
/// the database fills; while there is no database they are sent past it, once, and again from the outbox later.
/// </summary>
internal sealed class EventRelay(BrokerAddress broker, MessageBus bus, EventReceivers receivers, OutboxNews news, StoreState store)
{
    public async Task SendAsync(IReadOnlyList<ReplicaEvent> events, CancellationToken ct)
    {
        if (!broker.IsConfigured)
        {
            await bus.Current.Publish(new ReplicaEvents(events), ct);
            return;
        }

        receivers.Deliver(events);
        if (!store.IsAvailable)
        {
            news.NotStored(events);
        }
    }
}
