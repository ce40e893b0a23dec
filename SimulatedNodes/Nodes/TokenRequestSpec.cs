namespace Headroom.SimulatedNodes.Nodes;

internal sealed record TokenRequestSpec(IReadOnlyList<string> Audiences, int ExpirationSeconds, BoundObject BoundObjectRef);
