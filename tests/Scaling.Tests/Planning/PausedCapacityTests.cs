using Headroom.Scaling.Planning;
using Headroom.Units;

namespace Headroom.Scaling.Tests.Planning;

public sealed class PausedCapacityTests
{
    [Fact]
    public void Decide_CapacityUnknownAndPausedBelowMin_KeepsTheCount()
    {
        var view = Views.View(Views.Draws(50), current: 1) with { CapacityDraws = [], Min = new Replicas(3), IsPausedScaleOut = true };

        var plan = ScalingPlanner.Decide(view, Views.Policy());

        Assert.Equal((1, ScalingReason.Paused), (plan.Desired.Count, plan.Reason));
    }
}
