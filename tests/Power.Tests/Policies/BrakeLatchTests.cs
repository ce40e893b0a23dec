using Headroom.Power.Policies;

namespace Headroom.Power.Tests.Policies;

public sealed class BrakeLatchTests
{
    private readonly NoCap _policy = new(Rows.TwoLevels());
    private readonly PowerPlan _plan = new(2);

    [Fact]
    public void Decide_AfterABrake_FreesTheHighestLevelFirstAndAtItsFloor()
    {
        Rows.Decide(_policy, 1.01, 0, plan: _plan);
        Rows.Decide(_policy, .6, 8000, plan: _plan);
        Assert.Equal([true, true], _plan.Braked);

        Rows.Decide(_policy, .6, 10_000, plan: _plan);
        Assert.Equal([true, false], _plan.Braked);
        Assert.Equal(1305, _plan.Clocks[1].Value);

        Rows.Decide(_policy, .7, 20_000, plan: _plan);
        Assert.Equal([false, false], _plan.Braked);
        Assert.Equal(810, _plan.Clocks[0].Value);

        Rows.Decide(_policy, .7, 30_000, plan: _plan);
        Assert.Equal([1410, 1410], _plan.Clocks.Select(c => c.Value));
        Assert.Equal(PlanReason.Fits, _plan.Reason);
    }

    [Fact]
    public void Decide_DrawStaysHigh_KeepsTheStage()
    {
        Rows.Decide(_policy, 1.01, 0, plan: _plan);

        Rows.Decide(_policy, .95, 60_000, plan: _plan);

        Assert.Equal([true, true], _plan.Braked);
    }

    [Fact]
    public void Decide_OverBudgetDuringRelease_BrakesAllAgain()
    {
        Rows.Decide(_policy, 1.01, 0, plan: _plan);
        Rows.Decide(_policy, .6, 10_000, plan: _plan);

        Rows.Decide(_policy, 1.01, 12_000, plan: _plan);

        Assert.Equal([true, true], _plan.Braked);
    }
}
