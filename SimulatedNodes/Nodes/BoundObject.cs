namespace Headroom.SimulatedNodes.Nodes;

/// <summary>What a token lives and dies with.</summary>
internal sealed record BoundObject(string ApiVersion, string Kind, string Name);
