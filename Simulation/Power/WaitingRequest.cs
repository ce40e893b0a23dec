namespace Headroom.Simulation.Power;

/// <summary>A request that is held: by a gateway, or by a server whose batch is full.</summary>
internal readonly record struct WaitingRequest(double ArrivedAt, int Size, bool IsFollowed);
