using Headroom.Scaling.Policies;

namespace Headroom.Operators.Autoscaling.Replays;

/// <summary>What a replay is judged by: a spec's fields, checked and parsed.</summary>
/// <param name="ServiceLevel">In (0, 1).</param>
/// <param name="ReplicaCostPerHour">Dollars, ≥ 0.</param>
/// <param name="ShortfallCostPerUnitHour">Dollars; null lets the service level alone drive.</param>
public sealed record ReplayTerms(
    PolicyKind Policy, int MinReplicas, int MaxReplicas, double ServiceLevel, TimeSpan BudgetWindow, double ReplicaCostPerHour,
    double? ShortfallCostPerUnitHour);
