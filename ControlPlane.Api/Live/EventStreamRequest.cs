using Headroom.ControlPlane.Api.Access;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>What a client asked to follow. A null namespace or name means every one.</summary>
internal sealed record EventStreamRequest(Caller Caller, string? Namespace, string? Name, long? LastEventId)
{
    public AccessQuestion Question => new("watch", AccessFilter.Resource, Namespace, Name);
}
