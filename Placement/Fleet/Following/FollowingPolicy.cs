namespace Headroom.Placement.Fleet.Following;

/// <summary>What moves a fleet.</summary>
/// <param name="ShortfallFactor">Price of a request that finds no room, in what serving one costs; 2 or more.</param>
/// <param name="LeastSaving">Share of the cost that a cheaper fleet must save before GPUs are exchanged: starting others costs their start.</param>
public sealed record FollowingPolicy(double ShortfallFactor, double LeastSaving);
