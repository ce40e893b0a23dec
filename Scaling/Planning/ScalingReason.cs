namespace Headroom.Scaling.Planning;

/// <summary>Which rule had the last word.</summary>
public enum ScalingReason
{
    /// <summary>Least expected cost within the violation budget.</summary>
    ExpectedCost,

    /// <summary>The violation budget asked for more than cost alone.</summary>
    ViolationBudget,

    /// <summary>The policy chosen instead of the planner asked for this many.</summary>
    SelectedPolicy,

    /// <summary>The forecast is not calibrated: its widest interval is planned for.</summary>
    Uncalibrated,

    /// <summary>The load right now needs this many.</summary>
    ReactiveFloor,

    /// <summary>The lower bound in force.</summary>
    MinReplicas,

    /// <summary>The upper bound in force: more was wanted.</summary>
    MaxReplicas,

    /// <summary>A stabilisation window holds the count.</summary>
    Stabilized,

    /// <summary>A behaviour policy limits the step.</summary>
    RateLimited,

    /// <summary>An annotation pauses this direction.</summary>
    Paused,

    /// <summary>Metrics are lost: hold.</summary>
    MetricsLost,

    /// <summary>Metrics have been lost for longer than the threshold: max(current, fallback).</summary>
    Fallback,

    /// <summary>What one replica carries is not known yet: hold.</summary>
    CapacityUnknown,
}
