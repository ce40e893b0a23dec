namespace Headroom.Simulation.Power;

/// <summary>A request whose latency is recorded; every so many-th is.</summary>
internal readonly record struct FollowedRequest(double ArrivedAt, double EndTurn);
