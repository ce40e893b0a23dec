namespace Headroom.Operators.Autoscaling.Replays;

/// <summary>The demand that an autoscaler has seen, and what it has learned of its target.</summary>
/// <param name="Start">Time of the first value, decision clock.</param>
/// <param name="Demand">One per step, oldest first; NaN where missing.</param>
/// <param name="CapacityPerReplica">Demand that one replica carries; null while unknown.</param>
/// <param name="Lead">From a decision to its effect, as the last decision had it; null before the first.</param>
public sealed record ReplayHistory(
    DateTimeOffset Start, TimeSpan Step, IReadOnlyList<float> Demand, double? CapacityPerReplica, TimeSpan? Lead);
