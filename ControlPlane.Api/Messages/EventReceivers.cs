using System.Collections.Frozen;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>Every receiver of this replica, by kind.</summary>
internal sealed class EventReceivers(IEnumerable<IEventReceiver> receivers)
{
    private readonly FrozenDictionary<string, IEventReceiver> _byKind = receivers.ToFrozenDictionary(static r => r.Kind);

    public void Deliver(IReadOnlyList<ReplicaEvent> events)
    {
        foreach (var kind in events.GroupBy(static e => e.Kind))
        {
            // During an upgrade a newer replica may tell of kinds that this one does not know.
            if (_byKind.TryGetValue(kind.Key, out var receiver))
            {
                receiver.Receive([.. kind]);
            }
        }
    }
}
