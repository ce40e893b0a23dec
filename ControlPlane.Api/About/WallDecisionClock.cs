namespace Headroom.ControlPlane.Api.About;

/// <summary>Outside a replay, decisions are made on the wall clock.</summary>
internal sealed class WallDecisionClock(TimeProvider time) : IDecisionClock
{
    public DateTimeOffset Now => time.GetUtcNow();

    public double Speed => 1;
}
