using Headroom.ControlPlane.Api.Decisions;

namespace Headroom.ControlPlane.Api.Autoscalers;

/// <summary>An autoscaler as lists show it.</summary>
internal sealed record AutoscalerItem
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required string TargetKind { get; init; }

    public required string TargetName { get; init; }

    /// <summary>Recommend or Apply.</summary>
    public required string Mode { get; init; }

    /// <summary>Headroom, or the published policy that is run in its place.</summary>
    public required string Policy { get; init; }

    public required int MinReplicas { get; init; }

    public required int MaxReplicas { get; init; }

    /// <summary>Share of intervals in [0, 1] in which demand must not exceed ready capacity.</summary>
    public required double ServiceLevel { get; init; }

    public required bool IsPaused { get; init; }

    public required IReadOnlyList<string> Indicators { get; init; }

    public required IReadOnlyList<ConditionItem> Conditions { get; init; }

    public required DecisionItem? LastDecision { get; init; }
}
