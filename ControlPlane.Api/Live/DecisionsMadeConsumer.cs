using MassTransit;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>From the bus to the open streams of this replica. The hub drops ids it has seen.</summary>
internal sealed class DecisionsMadeConsumer(LiveHub hub) : IConsumer<DecisionsMade>
{
    public Task Consume(ConsumeContext<DecisionsMade> context)
    {
        hub.Publish(context.Message.Decisions);
        return Task.CompletedTask;
    }
}
