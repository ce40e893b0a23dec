namespace Headroom.Scaling.Capacity;

/// <summary>What a learned <see cref="CapacityBelief"/> stands on, to be kept over a restart.</summary>
/// <param name="TargetUtilization">Utilization at which a replica is full.</param>
/// <param name="Sums">Discounted Σ1, Σx, Σx², Σu, Σxu, Σu².</param>
/// <param name="Observations">Intervals learned from.</param>
public sealed record CapacityState(double TargetUtilization, IReadOnlyList<double> Sums, int Observations);
