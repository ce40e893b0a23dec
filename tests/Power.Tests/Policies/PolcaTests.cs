using Headroom.Power.Policies;

namespace Headroom.Power.Tests.Policies;

public sealed class PolcaTests
{
    private readonly Polca _policy = new(Rows.TwoLevels());

    [Theory]
    [InlineData(.79, 1410)]
    [InlineData(.80, 1410)]
    [InlineData(.81, 1275)]
    [InlineData(.89, 1275)]
    [InlineData(.90, 1110)]
    public void Decide_FirstReading_LowFollowsTheThresholds(double share, int clock) =>
        Assert.Equal(clock, Rows.Decide(_policy, share).Clocks[0].Value);

    [Fact]
    public void Decide_StillAboveOnceLowHasLanded_CapsHighTo1305()
    {
        Assert.Equal(1410, Rows.Decide(_policy, .92).Clocks[1].Value);
        Assert.Equal(1410, Rows.Decide(_policy, .92, 2000, lowClock: 1410).Clocks[1].Value);

        Assert.Equal(1305, Rows.Decide(_policy, .92, 42_000, lowClock: 1110).Clocks[1].Value);
    }

    [Fact]
    public void Decide_FallingDraw_ReleasesFivePointsBelowEachThreshold()
    {
        Rows.Decide(_policy, .90);

        Assert.Equal(1110, Rows.Decide(_policy, .841).Clocks[0].Value);
        Assert.Equal(1275, Rows.Decide(_policy, .839).Clocks[0].Value);
        Assert.Equal(1275, Rows.Decide(_policy, .751).Clocks[0].Value);
        Assert.Equal(1410, Rows.Decide(_policy, .749).Clocks[0].Value);
    }

    [Fact]
    public void Decide_AboveBudget_BrakesAll()
    {
        var plan = Rows.Decide(_policy, 1.001);

        Assert.Equal([true, true], plan.Braked);
        Assert.Equal(PlanReason.Braking, plan.Reason);
    }

    [Fact]
    public void Decide_DrawUnknown_ReleasesNothing()
    {
        Rows.Decide(_policy, .90);
        var plan = new PowerPlan(2);
        GroupReading[] groups = [Rows.Group(26, 1110), Rows.Group(26)];

        _policy.Decide(new DomainReading(2000, Rows.Budget, null, groups), plan);

        Assert.Equal(1110, plan.Clocks[0].Value);
        Assert.False(plan.IsBraking);
    }
}
