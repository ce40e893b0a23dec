using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Planning;

public sealed class StatusTests
{
    private static readonly DateTimeOffset Now = ViewBuilder.Now;

    [Theory]
    [InlineData(1, false)]
    [InlineData(4.9, false)]
    [InlineData(5, true)]
    public void Decide_NothingNew_WritesTheStatusEveryFiveMinutes(double minutes, bool isWritten)
    {
        var before = AutoscalerPlanner.Decide(new ViewBuilder().Build());

        var plan = AutoscalerPlanner.Decide(new ViewBuilder { Demand = 100.5, Time = Now.AddMinutes(minutes) }.Build().After(before, Now));

        Assert.True(before.WritesStatus);
        Assert.Equal(isWritten, plan.WritesStatus);
    }

    [Fact]
    public void Decide_AnotherCount_WritesTheStatusAtOnce() => Assert.True(Follow(new ViewBuilder { Demand = 1 }).WritesStatus);

    [Fact]
    public void Decide_AnotherCondition_WritesTheStatusAtOnce() =>
        Assert.True(Follow(new ViewBuilder { Annotation = "headroom.dev/paused" }).WritesStatus);

    [Fact]
    public void Decide_InvalidSpecThatIsAlreadyReported_WritesNothing()
    {
        var view = new ViewBuilder { Spec = Specs.Valid(s => s.MinReplicas = 20) }.Build();
        var before = AutoscalerPlanner.Decide(view);

        var again = AutoscalerPlanner.Decide(view.After(before, written: null));

        Assert.True(before.WritesStatus);
        Assert.False(again.WritesStatus);
    }

    [Fact]
    public void Decide_ConditionChangesItsStatus_OnlyItsTransitionTimeMoves()
    {
        var later = Follow(new ViewBuilder { Demand = null, Time = Now.AddMinutes(1) });

        Assert.Equal(Now.AddMinutes(1), later.Condition("MetricsAvailable").LastTransitionTime);
        Assert.Equal(Now, later.Condition("Ready").LastTransitionTime);
        Assert.Equal(Now, later.Condition("Active").LastTransitionTime);
    }

    [Fact]
    public void Decide_SentenceWithNewerNumbers_DoesNotMoveTheTransitionTime()
    {
        var later = Follow(new ViewBuilder { Demand = 1, Time = Now.AddMinutes(1) });

        Assert.StartsWith("1 replicas decided", later.Condition("Ready").Message, StringComparison.Ordinal);
        Assert.Equal(Now, later.Condition("Ready").LastTransitionTime);
    }

    [Fact]
    public void Decide_Decision_IsRepeatedInTheStatusWithItsNumbers()
    {
        var plan = AutoscalerPlanner.Decide(new ViewBuilder().Build());

        var decision = plan.Decision!;
        Assert.Equal((decision.Desired, 5, 5), (plan.Status.DesiredReplicas, plan.Status.CurrentReplicas, plan.Status.ReadyReplicas));
        Assert.Equal(("100", "20"), (plan.Status.Decision!.Demand, plan.Status.Decision.CapacityPerReplica));
        Assert.Equal(decision.Message, plan.Status.Decision.Message);
        Assert.Contains($"{decision.Desired} replicas", decision.Message, StringComparison.Ordinal);
        Assert.Contains(plan.Status.Decision.PredictedMean + " expected and " + plan.Status.Decision.PredictedUpper, decision.Message, StringComparison.Ordinal);
        Assert.Contains("at 20 each", decision.Message, StringComparison.Ordinal);
        Assert.Contains(decision.Candidates, c => c.Replicas == decision.Desired);
    }

    private static AutoscalerPlan Follow(ViewBuilder later) =>
        AutoscalerPlanner.Decide(later.Build().After(AutoscalerPlanner.Decide(new ViewBuilder().Build()), Now));
}
