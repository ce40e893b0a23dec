using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Decisions;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Planning;

public sealed class ActingTests
{
    private static readonly AutoscalerSpec Applying = Specs.Valid(s => s.Mode = "Apply");

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Decide_Recommend_NeverPlansAScale(double demand)
    {
        var plan = AutoscalerPlanner.Decide(new ViewBuilder { Demand = demand }.Build());

        Assert.Null(plan.Scale);
        Assert.False(plan.Decision!.Applied);
        Assert.Equal(("False", "Recommend"), plan.State("Active"));
    }

    [Fact]
    public void Decide_RecommendAnotherCount_SaysSoInAnEvent()
    {
        var plan = AutoscalerPlanner.Decide(new ViewBuilder { Demand = 1000 }.Build());

        var said = Assert.Single(plan.Events);
        Assert.Equal((false, "Recommended"), (said.IsWarning, said.Reason));
        Assert.StartsWith("5 → 10: ", said.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, "ScaleOut")]
    [InlineData(1, "ScaleIn")]
    public void Decide_Apply_WritesTheDecisionAndSaysWhy(double demand, string action)
    {
        var plan = AutoscalerPlanner.Decide(new ViewBuilder { Spec = Applying, Demand = demand }.Build());

        Assert.NotEqual(5, plan.Decision!.Desired);
        Assert.Equal(plan.Decision.Desired, plan.Scale);
        Assert.Equal(("True", "Applying"), plan.State("Active"));
        Assert.Equal((action, plan.Decision.Reason), (Assert.Single(plan.Events).Action, plan.Events[0].Reason));
    }

    [Fact]
    public void Decide_ApplyBesideAnotherScaler_RefusesAndShowsTheirs()
    {
        var rival = new RivalRecord("HorizontalPodAutoscaler", "chat-hpa", 7);

        var plan = AutoscalerPlanner.Decide(new ViewBuilder { Spec = Applying, Demand = 1000, Rivals = [rival] }.Build());

        Assert.Null(plan.Scale);
        Assert.Equal(("False", "OwnedByAnotherScaler"), plan.State("Active"));
        Assert.Contains("HorizontalPodAutoscaler chat-hpa scales the same target", plan.Condition("Active").Message, StringComparison.Ordinal);
        Assert.Equal(new RivalStatus { Kind = "HorizontalPodAutoscaler", Name = "chat-hpa", Desired = 7 }, Assert.Single(plan.Status.Rivals!));
    }

    [Theory]
    [InlineData(null, true, 1000, "Frozen")]
    [InlineData(null, true, 1, "Frozen")]
    [InlineData("headroom.dev/paused", false, 1000, "Annotation")]
    [InlineData("headroom.dev/paused", false, 1, "Annotation")]
    [InlineData("headroom.dev/paused-scale-in", false, 1, "ScaleInPaused")]
    [InlineData("headroom.dev/paused-scale-out", false, 1000, "ScaleOutPaused")]
    public void Decide_PausedInThatDirection_HoldsAndNamesThePause(string? annotation, bool isFrozen, double demand, string reason)
    {
        var plan = AutoscalerPlanner.Decide(
            new ViewBuilder { Spec = Applying, Demand = demand, Annotation = annotation, IsFrozen = isFrozen }.Build());

        Assert.Null(plan.Scale);
        Assert.Equal((5, "Paused"), (plan.Decision!.Desired, plan.Decision.Reason));
        Assert.Equal(("True", reason), plan.State("Paused"));
    }

    [Theory]
    [InlineData("headroom.dev/paused-scale-in", 1000)]
    [InlineData("headroom.dev/paused-scale-out", 1)]
    public void Decide_PausedInTheOtherDirection_Acts(string annotation, double demand) =>
        Assert.NotNull(AutoscalerPlanner.Decide(new ViewBuilder { Spec = Applying, Demand = demand, Annotation = annotation }.Build()).Scale);

    [Fact]
    public void Decide_FrozenAboveTheMaximumWithUnknownCapacity_WritesNothing()
    {
        var learning = Specs.Valid(s => (s.Mode, s.Capacity, s.Indicators) = ("Apply", null, [Specs.Prometheus("requests"), Specs.Cpu()]));

        Assert.Null(AutoscalerPlanner.Decide(new ViewBuilder { Spec = learning, Current = 12, IsFrozen = true }.Build()).Scale);
        Assert.Equal(10, AutoscalerPlanner.Decide(new ViewBuilder { Spec = learning, Current = 12 }.Build()).Scale);
    }
}
