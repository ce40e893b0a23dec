using Headroom.ControlPlane.Api.Messages;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>Starts that any replica recorded, to be shown by this one.</summary>
internal sealed class ColdStartReceiver(RecentServerless recent) : IEventReceiver
{
    public string Kind => ServiceEvents.ColdStartKind;

    public void Receive(IReadOnlyList<ReplicaEvent> events)
    {
        foreach (var start in events.Select(ServiceEvents.ToColdStart).OfType<Operators.Serverless.Records.ColdStart>())
        {
            recent.Add(start);
        }
    }
}
