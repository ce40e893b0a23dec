using Headroom.Forecasting.Skill;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>How good the forecast has been. Null where it is not known yet.</summary>
internal sealed record SkillView
{
    public static SkillView Unknown { get; } = new();

    /// <summary>Validation CRPS of the fitted pool over that of seasonal-naive.</summary>
    public double? RelativeCrps { get; init; }

    /// <summary>The same over the last observations, one step ahead.</summary>
    public double? RecentRelativeCrps { get; init; }

    public double? Coverage90 { get; init; }

    public int Scored { get; init; }

    /// <summary>Observations by twentieth of their predictive distribution.</summary>
    public IReadOnlyList<int> PitCounts { get; init; } = [];

    public double? PitDeviation { get; init; }

    public CalibrationBand Band => CalibrationBand.For(Scored);

    /// <summary>True when the bands hold too little of what comes: the forecast must not be taken at its word.</summary>
    public bool IsTooNarrow => Coverage90 < Band.Least;

    public static SkillView Of(double? relativeCrps, SkillTracker tracker) => new()
    {
        RelativeCrps = relativeCrps,
        RecentRelativeCrps = tracker.RelativeCrps,
        Coverage90 = tracker.Coverage90,
        Scored = tracker.Scored,
        PitCounts = tracker.PitCounts(),
        PitDeviation = tracker.PitDeviation,
    };
}
