namespace Headroom.ControlPlane.Api.Messages;

/// <summary>The bus's message: one write's events together, so that 1,000/s cost tens of envelopes, not 1,000.</summary>
internal sealed record ReplicaEvents(IReadOnlyList<ReplicaEvent> Events);
