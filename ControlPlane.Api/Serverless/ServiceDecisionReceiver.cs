using Headroom.ControlPlane.Api.Messages;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>Decisions on services that any replica took, to be shown by this one.</summary>
internal sealed class ServiceDecisionReceiver(RecentServerless recent) : IEventReceiver
{
    public string Kind => ServiceEvents.DecisionKind;

    public void Receive(IReadOnlyList<ReplicaEvent> events)
    {
        foreach (var decision in events.Select(ServiceEvents.ToServiceDecision).OfType<Operators.Serverless.Records.ServiceDecision>())
        {
            recent.Add(decision);
        }
    }
}
