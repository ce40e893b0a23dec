using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Live;
using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>
/// Reads from the event log what went past this replica while it had no queue. An event is stored before it is
/// published, so that whatever is published after the queue stands arrives, and whatever was before is found here.
/// </summary>
internal sealed class EventCatchUp(
    BrokerAddress broker, EndpointWatch endpoint, StoredEvents stored, StoreState store, LiveHub hub, EventIds ids) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!broker.IsConfigured)
        {
            return;
        }

        await foreach (var _ in endpoint.Beginnings.ReadAllAsync(stoppingToken))
        {
            while (true)
            {
                var changed = store.Changed;
                if (await stored.NewestAsync(ids.Start, LiveHub.KeptEvents, stoppingToken) is { } events)
                {
                    hub.Publish([.. events.Select(DecisionMade.Of)]); // It drops those it has seen.
                    break;
                }

                await changed.WaitAsync(stoppingToken);
            }
        }
    }
}
