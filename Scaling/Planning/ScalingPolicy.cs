using Headroom.Scaling.Behavior;
using Headroom.Units;

namespace Headroom.Scaling.Planning;

/// <summary>What the owner asked for.</summary>
public sealed record ScalingPolicy
{
    /// <summary>Cost of one replica, dollars per hour, ≥ 0.</summary>
    public required double ReplicaCostPerHour { get; init; }

    /// <summary>Cost of one unit of unserved demand, dollars per unit-hour; null lets the service level alone drive.</summary>
    public double? ShortfallCostPerUnitHour { get; init; }

    /// <summary>Time over which the start of a replica is paid off: about as long as one lives under a load of day and night.</summary>
    public TimeSpan Amortization { get; init; } = TimeSpan.FromHours(1);

    public BehaviorRules Behavior { get; init; } = BehaviorRules.Unlimited;

    /// <summary>Failed observations in a row before the fallback is used, ≥ 1.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>Replicas to fall back to; null holds the current count.</summary>
    public Replicas? FallbackReplicas { get; init; }
}
