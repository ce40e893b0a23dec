namespace Headroom.Operators.Decisions;

/// <summary>An autoscaler as lists show it.</summary>
public sealed record AutoscalerSummary
{
    public required AutoscalerKey Key { get; init; }

    public required string Uid { get; init; }

    public required long Generation { get; init; }

    public required string TargetKind { get; init; }

    public required string TargetName { get; init; }

    public required ActingMode Mode { get; init; }

    /// <summary>Who decides: Headroom, or a published policy run in its place.</summary>
    public string Policy { get; init; } = "Headroom";

    public required int MinReplicas { get; init; }

    public required int MaxReplicas { get; init; }

    /// <summary>Share of intervals in [0, 1] in which demand must not exceed ready capacity.</summary>
    public required double ServiceLevel { get; init; }

    /// <summary>Dollars; null where the spec cannot be read.</summary>
    public double? ReplicaCostPerHour { get; init; }

    public required bool IsPaused { get; init; }

    public required IReadOnlyList<ConditionRecord> Conditions { get; init; }

    /// <summary>Names of the indicators, the demand first.</summary>
    public required IReadOnlyList<string> Indicators { get; init; }

    /// <summary>Null until the first decision.</summary>
    public ScalingDecision? LastDecision { get; init; }
}
