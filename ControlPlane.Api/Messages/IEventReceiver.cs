namespace Headroom.ControlPlane.Api.Messages;

/// <summary>Takes the events of one kind, this replica's own and others'. For display only: nothing acts on them.</summary>
internal interface IEventReceiver
{
    string Kind { get; }

    /// <summary>Idempotent: an event may come again.</summary>
    void Receive(IReadOnlyList<ReplicaEvent> events);
}
