namespace Headroom.Power.Policies;

/// <summary>Why a plan is what it is; the first that applies.</summary>
public enum PlanReason
{
    /// <summary>Nothing is held back.</summary>
    Fits,

    /// <summary>A draw above the upper threshold.</summary>
    UpperThreshold,

    /// <summary>A draw above the lower threshold.</summary>
    LowerThreshold,

    /// <summary>Caps stay until the draw is far enough below the threshold, or until slack has lasted.</summary>
    Hysteresis,

    /// <summary>A limit that does not depend on the draw.</summary>
    Static,

    /// <summary>The peak at the instant a command lands passes the budget with more than the accepted risk.</summary>
    ForecastPeak,

    /// <summary>Every permitted cap together does not bring the forecast peak under the budget.</summary>
    CapsExhausted,

    /// <summary>Draw above budget: the brake is on.</summary>
    Braking,

    /// <summary>The brake is let go level by level.</summary>
    BrakeRelease,
}
