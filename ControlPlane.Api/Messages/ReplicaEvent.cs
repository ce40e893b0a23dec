namespace Headroom.ControlPlane.Api.Messages;

/// <summary>One event as replicas tell one another. It may arrive twice: who receives it must not mind.</summary>
/// <param name="Id">Event id; its time is when the event was made.</param>
/// <param name="Kind">What the body is, such as <see cref="Live.DecisionMade.Kind"/>.</param>
/// <param name="Body">UTF-8 JSON.</param>
internal sealed record ReplicaEvent(long Id, string Kind, string Namespace, string Name, byte[] Body);
