using MassTransit;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>From the bus to this replica's receivers.</summary>
internal sealed class ReplicaEventsConsumer(EventReceivers receivers, MessageInstruments instruments) : IConsumer<ReplicaEvents>
{
    public Task Consume(ConsumeContext<ReplicaEvents> context)
    {
        receivers.Deliver(context.Message.Events);
        instruments.Received(context.Message.Events.Count);
        return Task.CompletedTask;
    }
}
