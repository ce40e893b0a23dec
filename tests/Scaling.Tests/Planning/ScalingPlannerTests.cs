using FsCheck;
using FsCheck.Fluent;
using Headroom.Scaling.Planning;
using Headroom.Units;

namespace Headroom.Scaling.Tests.Planning;

public sealed class ScalingPlannerTests
{
    // 100 draws 1 … 100; one replica carries 10.
    private static readonly DemandDraws Uniform = Views.Draws([.. Enumerable.Range(1, 100).Select(i => (double)i)]);

    [Fact]
    public void Decide_ServiceLevelAlone_TakesTheFewestReplicasWithinTheBudget()
    {
        var view = Views.View(Uniform, current: 9, now: 10, allowed: 0.1, capacity: 10);

        var plan = ScalingPlanner.Decide(view, Views.Policy());

        // P(demand > 90) = .10 is allowed, P(demand > 80) = .20 is not.
        Assert.Equal(9, plan.Desired.Count);
        Assert.Equal(ScalingReason.ViolationBudget, plan.Reason);
    }

    [Fact]
    public void Decide_DearShortfall_BuysMoreThanTheBudgetAsks()
    {
        var view = Views.View(Uniform, current: 9, now: 10, allowed: 0.1, capacity: 10);

        var plan = ScalingPlanner.Decide(view, Views.Policy(shortfall: 40));

        // Newsvendor: the tenth replica idles about .95 · 3.67 and saves about .5 · 40 dollars an hour.
        Assert.Equal(10, plan.Desired.Count);
        Assert.Equal(ScalingReason.ExpectedCost, plan.Reason);
    }

    [Fact]
    public void Decide_CandidateCosts_AreTheExpectations()
    {
        var view = Views.View(Views.Draws(10, 30), current: 2, now: 10, allowed: 0.6, capacity: 10);

        var two = ScalingPlanner.Decide(view, Views.Policy(shortfall: 4)).Candidates.Single(c => c.Replicas.Count == 2);

        // Needs 1 or 3 replicas: E idle = ½·1 replica, E shortfall = ½·10 units, P(violation) = ½.
        Assert.Equal(0.5 * 3.67, two.IdleCost, 6);
        Assert.Equal(0.5 * 10 * 4, two.ShortfallCost, 6);
        Assert.Equal(0.5, two.ViolationProbability, 6);
        Assert.Equal(0, two.ChangeCost, 6);
    }

    [Fact]
    public void Decide_LoadAboveTheForecast_KeepsTheReactiveFloor()
    {
        var view = Views.View(Views.Draws(20, 22), current: 8, now: 150);

        var plan = ScalingPlanner.Decide(view, Views.Policy());

        Assert.Equal(8, plan.Desired.Count); // ⌈150 / 20⌉
        Assert.Equal(ScalingReason.ReactiveFloor, plan.Reason);
    }

    [Fact]
    public void Decide_ScaleIn_MustCarryThePeakBeforeItWouldReturn()
    {
        var view = Views.View(Views.Draws(20, 20), current: 8, now: 20) with { Whole = Views.Draws(155, 155) };

        var plan = ScalingPlanner.Decide(view, Views.Policy());

        Assert.Equal(8, plan.Desired.Count);
    }

    [Fact]
    public void Decide_MetricsLost_HoldsThenFallsBackAndNeverScalesIn()
    {
        var lost = Views.View(Uniform, current: 9) with { Demand = null, Arriving = null, Whole = null };
        var policy = Views.Policy() with { FallbackReplicas = new Replicas(12), FailureThreshold = 3 };

        var held = ScalingPlanner.Decide(lost with { FailedObservations = 2 }, policy);
        var fallback = ScalingPlanner.Decide(lost with { FailedObservations = 3 }, policy);
        var above = ScalingPlanner.Decide(lost with { FailedObservations = 3, Current = new Replicas(20) }, policy);

        Assert.Equal((9, ScalingReason.MetricsLost), (held.Desired.Count, held.Reason));
        Assert.Equal((12, ScalingReason.Fallback), (fallback.Desired.Count, fallback.Reason));
        Assert.Equal(20, above.Desired.Count);
    }

    [Fact]
    public void Decide_CapacityUnknown_Holds()
    {
        var plan = ScalingPlanner.Decide(Views.View(Uniform, current: 7) with { CapacityDraws = [] }, Views.Policy());

        Assert.Equal((7, ScalingReason.CapacityUnknown), (plan.Desired.Count, plan.Reason));
    }

    [Fact]
    public void Decide_MoreThanMax_SaysSo()
    {
        var plan = ScalingPlanner.Decide(Views.View(Views.Draws(5000, 5000)) with { Max = new Replicas(10) }, Views.Policy());

        Assert.Equal((10, ScalingReason.MaxReplicas), (plan.Desired.Count, plan.Reason));
    }

    [Theory]
    [InlineData(true, false, 2.0, 6)]
    [InlineData(false, true, 500.0, 6)]
    public void Decide_PausedDirection_KeepsTheCount(bool isIn, bool isOut, double demand, int current)
    {
        var view = Views.View(Views.Draws(demand), current, demand) with { IsPausedScaleIn = isIn, IsPausedScaleOut = isOut };

        var plan = ScalingPlanner.Decide(view, Views.Policy());

        Assert.Equal((current, ScalingReason.Paused), (plan.Desired.Count, plan.Reason));
    }

    [Fact]
    public void Decide_AnyView_StaysWithinBounds() =>
        Prop.ForAll<int>(seed =>
        {
            var view = Views.Random(seed);
            var desired = ScalingPlanner.Decide(view, Views.Policy(40)).Desired;
            return desired >= view.Min && desired <= view.Max;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decide_AHigherServiceLevel_NeverLowersReplicas() =>
        Prop.ForAll<int, NonNegativeInt, bool>((seed, dear, isCalibrated) =>
        {
            // What must be carried at once never lies below what must be carried when replicas have come.
            var view = Views.Random(seed);
            var whole = view.Arriving!.Value.Values.ToArray().Select((v, i) => v * (1 + i % 7 / 20f)).ToArray();
            view = view with { Whole = new DemandDraws(whole, view.Arriving.Value.Weights), IsUncalibrated = !isCalibrated };
            var policy = Views.Policy(dear.Item % 3 == 0 ? null : dear.Item);
            int[] desired = [.. new[] { 0.6, 0.2, 0.05, 0.01, 0.001, 1e-6 }
                .Select(allowed => ScalingPlanner.Decide(view with { AllowedViolation = allowed, RiskPrice = 0.5 / allowed }, policy).Desired.Count)];
            return desired.SequenceEqual(desired.Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decide_RiskHasAPrice_BuysReplicasWhileTheySaveMoreRiskThanTheyCost()
    {
        // Each replica carries 10 and saves 10% risk: worth it from a price of ten replicas on.
        var view = Views.View(Uniform, current: 5, now: 10, allowed: 0.6, capacity: 10) with { StartUp = TimeSpan.Zero };

        int With(double price) => ScalingPlanner.Decide(view with { RiskPrice = price }, Views.Policy()).Desired.Count;

        Assert.Equal(4, With(0));
        Assert.Equal(10, With(12));
        Assert.InRange(With(7), 5, 9);
    }

    [Fact]
    public void Decide_ADearerRisk_NeverLowersReplicas() =>
        Prop.ForAll<int>(seed =>
        {
            var view = Views.Random(seed) with { AllowedViolation = 0.5 };
            int[] desired = [.. new[] { 0.0, 1, 10, 100, 1000, 1e5 }.Select(price => ScalingPlanner.Decide(view with { RiskPrice = price }, Views.Policy(40)).Desired.Count)];
            return desired.SequenceEqual(desired.Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decide_NotCalibrated_TakesTheLargerOfFloorAndWidestInterval()
    {
        var view = Views.View(Uniform, current: 9, now: 10, allowed: 0.5, capacity: 10) with { IsUncalibrated = true };

        var wide = ScalingPlanner.Decide(view, Views.Policy());
        var floor = ScalingPlanner.Decide(view with { Demand = 350 }, Views.Policy());

        Assert.Equal((10, ScalingReason.Uncalibrated), (wide.Desired.Count, wide.Reason));
        Assert.Equal((35, ScalingReason.ReactiveFloor), (floor.Desired.Count, floor.Reason));
    }

    [Fact]
    public void Decide_APolicyAsked_TakesItWithinBoundsAndSaysWhatItWouldTakeItself()
    {
        var view = Views.View(Uniform, current: 9, now: 10, allowed: 0.1, capacity: 10) with { Asked = new Replicas(3) };

        var asked = ScalingPlanner.Decide(view, Views.Policy());
        var bounded = ScalingPlanner.Decide(view with { Asked = new Replicas(200) }, Views.Policy());

        Assert.Equal((3, ScalingReason.SelectedPolicy, 9), (asked.Desired.Count, asked.Reason, asked.Own.Count));
        Assert.Equal((64, ScalingReason.MaxReplicas), (bounded.Desired.Count, bounded.Reason));
    }

    [Fact]
    public void Decide_AfterApplying_IsANoOp() =>
        Prop.ForAll<int>(seed =>
        {
            var view = Views.Random(seed);
            var first = ScalingPlanner.Decide(view, Views.Policy(40)).Desired;
            return ScalingPlanner.Decide(view with { Current = first, Ready = first }, Views.Policy(40)).Desired == first;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decide_PermutedDraws_DecidesTheSame() =>
        Prop.ForAll<int>(seed =>
        {
            var view = Views.Random(seed);
            var reversed = new DemandDraws(view.Arriving!.Value.Values.ToArray().Reverse().ToArray(), view.Arriving.Value.Weights);
            return ScalingPlanner.Decide(view, Views.Policy(40)).Desired
                == ScalingPlanner.Decide(view with { Arriving = reversed, Whole = reversed }, Views.Policy(40)).Desired;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Decide_UncertainCapacity_AsksForMoreThanItsMean()
    {
        var view = Views.View(Views.Draws(200, 200), current: 10, now: 100, allowed: 0.1);

        var sure = ScalingPlanner.Decide(view, Views.Policy());
        var unsure = ScalingPlanner.Decide(view with { CapacityDraws = [14, 16, 18, 20, 20, 22, 24, 26] }, Views.Policy());

        Assert.True(unsure.Desired > sure.Desired);
    }
}
