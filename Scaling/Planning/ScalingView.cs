using Headroom.Units;

namespace Headroom.Scaling.Planning;

/// <summary>Everything a decision looks at, time included. Built once per decision; memory arrives in it.</summary>
public sealed record ScalingView
{
    public required DateTimeOffset Time { get; init; }

    /// <summary>Replicas the target asks for now.</summary>
    public required Replicas Current { get; init; }

    public required Replicas Ready { get; init; }

    /// <summary>Lower bound in force, schedules included.</summary>
    public required Replicas Min { get; init; }

    /// <summary>Upper bound in force, ≥ <see cref="Min"/>.</summary>
    public required Replicas Max { get; init; }

    /// <summary>Newest demand, demand's unit; null while metrics are lost.</summary>
    public double? Demand { get; init; }

    /// <summary>Demand when a replica asked for now serves, its peak until the next decision's would where that is known; null while metrics are lost.</summary>
    public DemandDraws? Arriving { get; init; }

    /// <summary>Peak demand from now until then: what must be carried if replicas go away at once.</summary>
    public DemandDraws? Whole { get; init; }

    /// <summary>Draws of the demand one replica carries within its service level, each &gt; 0; empty while unknown.</summary>
    public IReadOnlyList<double> CapacityDraws { get; init; } = [];

    /// <summary>Most risk that the next interval may be planned with, from the violation budget, (0, 1).</summary>
    public required double AllowedViolation { get; init; }

    /// <summary>What a violated interval is worth, replicas, ≥ 0; at 0 only <see cref="AllowedViolation"/> binds.</summary>
    public double RiskPrice { get; init; }

    /// <summary>Consecutive observations that failed; 0 while metrics arrive.</summary>
    public int FailedObservations { get; init; }

    /// <summary>Past desired counts within the longest behaviour window, oldest first.</summary>
    public IReadOnlyList<PastDecision> Past { get; init; } = [];

    /// <summary>Expected time from asking for a replica to its readiness.</summary>
    public required TimeSpan StartUp { get; init; }

    /// <summary>True when the forecast's bands hold too little of what comes.</summary>
    public bool IsUncalibrated { get; init; }

    /// <summary>Replicas that a policy chosen instead asks for; null where the planner itself decides.</summary>
    public Replicas? Asked { get; init; }

    public bool IsPausedScaleIn { get; init; }

    public bool IsPausedScaleOut { get; init; }
}
