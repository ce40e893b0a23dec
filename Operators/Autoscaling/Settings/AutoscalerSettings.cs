using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Decisions;
using Headroom.Scaling.Behavior;
using Headroom.Scaling.Policies;

namespace Headroom.Operators.Autoscaling.Settings;

/// <summary>A spec that was checked and parsed: what the controller works with.</summary>
internal sealed record AutoscalerSettings
{
    public required ScaleTargetSpec Target { get; init; }

    public required int MinReplicas { get; init; }

    public required int MaxReplicas { get; init; }

    public required ActingMode Mode { get; init; }

    public required PolicyKind Policy { get; init; }

    /// <summary>The demand first.</summary>
    public required IReadOnlyList<IndicatorSpec> Indicators { get; init; }

    /// <summary>Null when the capacity is learned.</summary>
    public double? CapacityPerReplica { get; init; }

    /// <summary>Index of the indicator the capacity is learned from; -1 when it is given.</summary>
    public int UtilizationIndex { get; init; } = -1;

    public double TargetUtilization { get; init; } = 0.7;

    /// <summary>In (0, 1).</summary>
    public required double ServiceLevel { get; init; }

    public required TimeSpan EvaluationInterval { get; init; }

    public required TimeSpan BudgetWindow { get; init; }

    public required double ReplicaCostPerHour { get; init; }

    public double? ShortfallCostPerUnitHour { get; init; }

    public required TimeSpan Step { get; init; }

    /// <summary>Steps ahead.</summary>
    public required int Horizon { get; init; }

    /// <summary>Steps of history kept.</summary>
    public required int History { get; init; }

    public MemberChoice Members { get; init; }

    public required BehaviorRules Behavior { get; init; }

    public required IReadOnlyList<ScheduleWindow> Schedules { get; init; }

    public required int FailureThreshold { get; init; }

    public int? FallbackReplicas { get; init; }
}
