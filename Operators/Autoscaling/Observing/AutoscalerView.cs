using Headroom.Forecasting;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Decisions;
using Headroom.Operators.SpecReading;
using Headroom.Operators.Targets;
using Headroom.Scaling.Planning;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>One immutable snapshot for one decision: the object, its target, its signals, what was believed before.</summary>
internal sealed record AutoscalerView
{
    public required PredictiveAutoscaler Object { get; init; }

    /// <summary>Decision clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Wall clock, for condition times.</summary>
    public required DateTimeOffset WallTime { get; init; }

    /// <summary>Null when the spec cannot be used; then <see cref="Errors"/> say why.</summary>
    public AutoscalerSettings? Settings { get; init; }

    public IReadOnlyList<SpecError> Errors { get; init; } = [];

    public TargetObservation? Target { get; init; }

    public IReadOnlyList<RivalRecord> Rivals { get; init; } = [];

    /// <summary>The first indicator that could not be read; null while all arrive.</summary>
    public IndicatorFailure? DemandFailure { get; init; }

    public IReadOnlyList<IndicatorFailure> CovariateFailures { get; init; } = [];

    /// <summary>What the pure planner decides from; null without settings or target.</summary>
    public ScalingView? Scaling { get; init; }

    public Forecast? Forecast { get; init; }

    /// <summary>Decision interval plus predicted start-up.</summary>
    public TimeSpan Horizon { get; init; }

    public SkillView Skill { get; init; } = SkillView.Unknown;

    public BudgetView? Budget { get; init; }

    public bool IsFrozen { get; init; }

    public ScalingDecision? LastDecision { get; init; }

    public DateTimeOffset? StatusWrittenAt { get; init; }

    public bool IsPaused => Object.Metadata.Annotation("headroom.dev/paused") == "true";
}
