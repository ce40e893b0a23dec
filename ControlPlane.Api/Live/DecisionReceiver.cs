using Headroom.ControlPlane.Api.Messages;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>Decisions of any replica, to the open streams of this one. The hub drops ids it has seen.</summary>
internal sealed class DecisionReceiver(LiveHub hub) : IEventReceiver
{
    public string Kind => DecisionMade.Kind;

    public void Receive(IReadOnlyList<ReplicaEvent> events) => hub.Publish([.. events.Select(DecisionMade.Of)]);
}
