using Headroom.Simulation.Power;

namespace Headroom.Simulation.Tests.Power;

public sealed class RowReplayTests
{
    private static readonly TokenSizes Sizes = TokenSizes.Generated(3);
    private static readonly LoadShape Shape = new(.5, .8, Night: .9);

    private static RowOutcome Run(string policy, int servers, int seed = 5, double hours = 3, RowFault? fault = null, RowSetting? setting = null)
    {
        setting ??= RowSetting.InBand;
        return new RowReplay(
            setting, RowPhysics.Bloom, Shape, Sizes, RowPolicies.Create(policy, RowPhysics.Bloom, setting), servers, seed, fault: fault)
            .Run(TimeSpan.FromHours(hours));
    }

    private static RowOutcome Free(int servers, int seed = 5) =>
        new RowReplay(
            RowSetting.InBand, RowPhysics.Bloom, Shape, Sizes, RowPolicies.Create("NoCap", RowPhysics.Bloom, RowSetting.InBand), servers, seed,
            isUnlimited: true).Run(TimeSpan.FromHours(3));

    [Theory]
    [InlineData("NoCap")]
    [InlineData("Predictive")]
    [InlineData("PredictiveGate")]
    public void Run_SameSeed_IsTheSameRun(string policy)
    {
        var (one, two) = (Run(policy, 52), Run(policy, 52));

        Assert.Equal(one.PeakWatts, two.PeakWatts);
        Assert.Equal(one.Tokens, two.Tokens);
        Assert.Equal(one.CappedShare, two.CappedShare);
        Assert.Equal(one.Low.Quantile(.99), two.Low.Quantile(.99));
        Assert.Equal(one.High.Quantile(.5), two.High.Quantile(.5));
        Assert.NotEqual(one.PeakWatts, Run(policy, 52, seed: 6).PeakWatts);
    }

    [Fact]
    public void Run_MoreServers_DrawInProportionAtEqualLoadPerServer()
    {
        var (forty, eighty) = (Free(40), Free(80));

        // Twice the servers, twice the mean; chance evens out, so the peak is a little below twice.
        Assert.InRange(eighty.PeakWatts / forty.PeakWatts, 1.85, 2.0);
        Assert.InRange(eighty.Tokens / forty.Tokens, 1.95, 2.05);
    }

    [Fact]
    public void Run_AnyPolicy_ServesTheSameRequests()
    {
        var free = Free(52);

        foreach (var policy in RowPolicies.Names)
        {
            Assert.Equal(1, Run(policy, 52).Tokens / free.Tokens, .01);
        }
    }

    [Fact]
    public void Run_FewServers_NoPolicyButTheStaticLimitSlowsAnything()
    {
        Assert.Equal(0, Run("Polca", 30).CappedShare);
        Assert.Equal(0, Run("PowerLimit", 30).CappedShare);
    }

    [Fact]
    public void Run_GateOnATightRow_LetsOnlyLowPriorityWait()
    {
        var (gated, free) = (Run("PredictiveGate", 58), Free(58));

        Assert.Equal(0, gated.Brakes);
        Assert.True(gated.PeakWatts < free.PeakWatts);
        Assert.True(gated.Low.Quantile(.9) > free.Low.Quantile(.9));
    }

    [Fact]
    public void Run_SilentController_SafeLimitsKeepTheRowUnderItsFeed()
    {
        var fault = new RowFault(RowFaultKind.SilentController, 3600, 1e9, 0);

        Assert.Equal(0, Run("PredictiveGate", 58, fault: fault).Violations);
    }

    [Fact]
    public void Of_EqualRuns_HasNoImpact()
    {
        var run = Free(40);

        var score = RowScore.Of(40, 232_000, [run], [run]);

        Assert.Equal(0, score.LowP99);
        Assert.Equal(100, score.Throughput);
        Assert.True(score.IsAccepted);
    }
}
