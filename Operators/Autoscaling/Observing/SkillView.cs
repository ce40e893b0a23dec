namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>How good the forecast has been. Null where it is not known yet.</summary>
internal sealed record SkillView(double? RelativeCrps, double? Coverage90)
{
    public static SkillView Unknown { get; } = new(null, null);
}
