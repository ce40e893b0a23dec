using Headroom.Operators.Autoscaling.Settings;
using Headroom.Scaling.Policies;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>The chosen policy at work; its load is in replicas' worth, so that a capacity that is learned may move.</summary>
/// <param name="policy">Fresh, or as far as it has learned.</param>
/// <param name="lead">Decisions until one lands, as it was made with.</param>
/// <param name="track">What it forecasts with; null where the pool does, or where it looks at no forecast.</param>
internal sealed class RunningPolicy(IScalingPolicy policy, int lead, LeadTrack? track = null)
{
    // One replica's worth of load is one.
    private static readonly UtilizationLine Line = UtilizationLine.Carrying(1.0);

    public IScalingPolicy Policy { get; } = policy;

    /// <summary>Decisions until one lands, as it was made with.</summary>
    public int Lead { get; } = lead;

    /// <summary>What it forecasts with; null where the pool does, or where it looks at no forecast.</summary>
    public LeadTrack? Track { get; } = track;

    /// <summary>Number of the evaluation interval it decided in last.</summary>
    public long Interval { get; set; } = long.MinValue;

    /// <summary>What it asked for then.</summary>
    public int Asked { get; set; }

    /// <summary>True once the planner has taken over the price of risk that this rehearsed.</summary>
    public bool IsPriceTaken { get; set; }

    /// <summary>The policy that a spec chose, fresh; for the planner, the one that rehearses its price of risk.</summary>
    /// <param name="settings">Service level and policy.</param>
    /// <param name="lead">Steps until a decision lands.</param>
    /// <param name="day">Steps in a day.</param>
    public static IScalingPolicy Make(AutoscalerSettings settings, int lead, int day) =>
        PolicyFactory.Make(settings.Policy == PolicyKind.Headroom ? PolicyKind.RiskPrice : settings.Policy, Line, 1 - settings.ServiceLevel, lead, day);
}
