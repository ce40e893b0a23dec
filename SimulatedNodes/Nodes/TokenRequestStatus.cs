namespace Headroom.SimulatedNodes.Nodes;

internal sealed record TokenRequestStatus(string Token);
