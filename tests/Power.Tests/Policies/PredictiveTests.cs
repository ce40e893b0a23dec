using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Power.Tests.Policies;

public sealed class PredictiveTests
{
    private static readonly PredictiveSettings Settings = new(TelemetrySeconds: 2, CommandSeconds: 40);

    /// <summary>A row at a steady draw with a little noise, read by what it was told.</summary>
    private static PowerPlan Settle(IPowerPolicy policy, double share, double budgetShare = 1, int missing = 0, int uncontrolled = 0)
    {
        var plan = new PowerPlan(2);
        var random = new Random(5);
        for (var step = 0; step < 8000; step++)
        {
            var budget = Watts.FromWatts(Rows.Budget.ToWatts() * budgetShare);
            Watts? draw = step >= 8000 - missing ? null : Watts.FromWatts(Rows.Budget.ToWatts() * (share + .004 * (random.NextDouble() - .5)));
            GroupReading[] groups = [Rows.Group(26, uncontrolled: uncontrolled), Rows.Group(26)];
            policy.Decide(new DomainReading(step * 2000L, budget, draw, groups), plan);
        }

        return plan;
    }

    [Fact]
    public void Decide_SteadyDrawFarBelowBudget_HoldsNothingBack()
    {
        var plan = Settle(new Predictive(Rows.TwoLevels(), Settings), .85);

        Assert.Equal([1410, 1410], plan.Clocks.Select(c => c.Value));
        Assert.Equal(PlanReason.Fits, plan.Reason);
    }

    [Fact]
    public void Decide_TighterBudget_CapsLowOnly()
    {
        var plan = Settle(new Predictive(Rows.TwoLevels(), Settings), .955, budgetShare: .96);

        Assert.True(plan.Clocks[0].Value < 1410);
        Assert.Equal(1410, plan.Clocks[1].Value);
        Assert.Contains("forecast peak", plan.Explain(Rows.TwoLevels(), Rows.Budget), StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_TelemetryMissing_ExpectsMoreNeverLess()
    {
        var fresh = Settle(new Predictive(Rows.TwoLevels(), Settings), .95);
        var missing = Settle(new Predictive(Rows.TwoLevels(), Settings), .95, missing: 10);

        Assert.True(missing.UncappedPeak > fresh.UncappedPeak);
        Assert.True(missing.Clocks[0] <= fresh.Clocks[0]);
    }

    [Fact]
    public void Decide_UncontrolledServers_CapsTheOthersDeeper()
    {
        var all = Settle(new Predictive(Rows.TwoLevels(), Settings), .955, budgetShare: .96);
        var some = Settle(new Predictive(Rows.TwoLevels(), Settings), .955, budgetShare: .96, uncontrolled: 16);

        Assert.True(some.Clocks[0] < all.Clocks[0], $"{some.Clocks[0]} with servers that do not obey, {all.Clocks[0]} without; {all.Explain(Rows.TwoLevels(), Rows.Budget)}");
    }

    [Fact]
    public void Decide_Gate_LeavesWhatDecodeDoesNotTake()
    {
        var gate = new PredictiveGate(Rows.TwoLevels(), Settings);
        var roomy = Settle(gate, .85).PrefillAllowance;
        var tight = Settle(new PredictiveGate(Rows.TwoLevels(), Settings), .85, budgetShare: .92).PrefillAllowance;

        Assert.InRange(roomy, 1, 60_000);
        Assert.InRange(tight, 0, roomy - 10_000);
    }

    [Fact]
    public void Decide_Gate_KeepsRoomForUngatedWorkThatGatewaysHaveNotHeardOf()
    {
        var gate = Settle(new PredictiveGate(Rows.TwoLevels(), Settings), .85);
        var none = Settle(new PredictiveGate(Rows.TwoLevels(), Settings with { SurgeShare = 0 }), .85);

        Assert.Equal(none.PrefillAllowance - .06 * 26 * none.PrefillCosts[1], gate.PrefillAllowance, 1e-6);
    }

    [Fact]
    public void Gate_HighestLevelGated_IsRefused()
    {
        IReadOnlyList<PowerGroup> groups = [new PowerGroup("low", 0, Rows.Table(), false), new PowerGroup("high", 1, Rows.Table(), true)];

        Assert.Throws<ArgumentException>(() => new PredictiveGate(groups, Settings));
    }

    [Fact]
    public void Decide_ReadingsThatJumpAbout_PassTheForecastAsOftenAsIsAccepted()
    {
        const int Lead = 20, Window = 2, Steps = 30_000, Known = 8000;
        var policy = new Predictive(Rows.TwoLevels(), Settings with { Risk = .01 });
        var (plan, random) = (new PowerPlan(2), new Random(9));
        var (draws, peaks, passed) = (new double[Steps], new double[Steps], 0);
        for (var step = 0; step < Steps; step++)
        {
            var draw = Watts.FromWatts(Rows.Budget.ToWatts() * (.85 + .04 * (random.NextDouble() - .5)));
            policy.Decide(new DomainReading(step * 2000L, Rows.Budget, draw, [Rows.Group(26), Rows.Group(26)]), plan);
            (draws[step], peaks[step]) = (draw.ToWatts(), plan.UncappedPeak.ToWatts());
            passed += step > Known && draws[(step - Window + 1)..(step + 1)].Max() > peaks[step - Lead - Window] ? 1 : 0;
        }

        Assert.InRange((double)passed / (Steps - Known), 0, .015);
    }
}
