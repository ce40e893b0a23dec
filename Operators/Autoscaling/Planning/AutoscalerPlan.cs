using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Decisions;

namespace Headroom.Operators.Autoscaling.Planning;

/// <summary>What to write and why. Everything null or empty is a plan too: do nothing.</summary>
internal sealed record AutoscalerPlan
{
    /// <summary>Null when nothing could be decided: the spec is not usable or the target is missing.</summary>
    public ScalingDecision? Decision { get; init; }

    /// <summary>Replicas wanted before behaviour rules, remembered for stabilisation.</summary>
    public int Wanted { get; init; }

    /// <summary>Replicas to write to the target; null to leave it.</summary>
    public int? Scale { get; init; }

    public required AutoscalerStatus Status { get; init; }

    /// <summary>True when the decision or a condition changed, or the last write is five minutes old.</summary>
    public bool WritesStatus { get; init; }

    public IReadOnlyList<PlannedEvent> Events { get; init; } = [];

    /// <summary>Time to the next decision, decision clock.</summary>
    public required TimeSpan Next { get; init; }
}
