using Headroom.Scaling.ColdStart;
using Headroom.Scaling.ColdStart.Gaps;

namespace Headroom.Scaling.Tests.ColdStart;

public sealed class GapPolicyTests
{
    [Theory]
    [InlineData(30, true, 30)]
    [InlineData(90, false, 60)]
    [InlineData(650, true, 110)]
    [InlineData(900, false, 160)]
    public void IdlePlan_KeptAndLoadedAgain_IsLoadedWhenItSays(double idle, bool isLoaded, double idleLoaded)
    {
        var plan = new IdlePlan(Keep: 60, LoadAfter: 600, UnloadAfter: 700);

        Assert.Equal(isLoaded, plan.IsLoadedAt(idle));
        Assert.Equal(idleLoaded, plan.IdleLoaded(idle));
    }

    [Fact]
    public void HybridHistogram_GapsOfAnHour_UnloadsAndLoadsBeforeTheNext()
    {
        var policy = new HybridHistogram();
        for (var i = 0; i < 50; i++)
        {
            policy.Observe(0, 3_600);
        }

        var plan = policy.Plan(0);

        Assert.False(plan.IsLoadedAt(1_800));
        Assert.True(plan.IsLoadedAt(3_600));
        Assert.False(plan.IsLoadedAt(5_400));
    }

    [Fact]
    public void HybridHistogram_NothingSeen_KeepsFourHours() => Assert.Equal(new IdlePlan(4 * 3_600), new HybridHistogram().Plan(0));

    [Fact]
    public void IdleBudget_OverspentForDays_RaisesTheThresholdAndLowersItOnceUnderspent()
    {
        var budget = new IdleBudget(600);
        Run(budget, loadedShare: 0.5);
        var afterOverspending = budget.Threshold;

        Run(budget, loadedShare: 0);

        Assert.True(afterOverspending > 0.0015 && budget.Threshold < afterOverspending / 2, $"{afterOverspending}, then {budget.Threshold}");
        Assert.Equal(2 * 432.0 * 600, budget.Allowed, 1e-6);
    }

    // Three days in which a service idles for half an hour again and again; 1/1000 is the hazard at the keep-alive.
    private static void Run(IdleBudget budget, double loadedShare)
    {
        for (var step = 0; step < 432; step++)
        {
            budget.Idle(0, 1_800 * loadedShare, isLoaded: true);
            budget.Idle(1_800 * loadedShare, 1_800 * (1 - loadedShare), isLoaded: false);
            budget.Steer(0.001);
        }
    }
}
