using Headroom.ControlPlane.Api.Decisions;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Forecasts;

/// <summary>Gives every value of a report its time.</summary>
internal static class ForecastMapping
{
    public static ForecastItem ToItem(this ForecastReport report) => new()
    {
        Namespace = report.Key.Namespace,
        Name = report.Key.Name,
        Origin = report.Origin,
        StepSeconds = report.Step.TotalSeconds,
        Observed = [.. report.Observed.Select((value, i) => Observed(report, value, i))],
        Levels = report.Levels,
        Steps = [.. report.Mean.Select((mean, h) => Step(report, mean, h))],
        Replicas = [.. report.Replicas.Select(static r => new ReplicaItem(r.Time, r.Desired, r.Ready))],
        Members =
        [
            .. report.Members.Select(static m => new MemberItem(
                m.Name, DecisionMapping.Finite(m.Weight), DecisionMapping.Finite(m.ValidationCrps))),
        ],
        RelativeCrps = DecisionMapping.Finite(report.RelativeCrps),
        RecentRelativeCrps = DecisionMapping.Finite(report.RecentRelativeCrps),
        Scored = report.Scored,
        PitCounts = report.PitCounts,
        Coverage90 = DecisionMapping.Finite(report.Coverage90),
        CapacityPerReplica = DecisionMapping.Finite(report.CapacityPerReplica),
    };

    // The last observation is at the origin, so entry i lies (count − 1 − i) steps before it.
    private static ObservedItem Observed(ForecastReport report, float value, int i) => new(
        report.Origin - (report.Step * (report.Observed.Count - 1 - i)), DecisionMapping.Finite(value));

    private static ForecastStepItem Step(ForecastReport report, float mean, int h) => new(
        report.Origin + (report.Step * (h + 1)),
        DecisionMapping.Finite(mean),
        [.. report.Bands.Select(band => DecisionMapping.Finite(band[h]))]);
}
