using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Planning;

public sealed class FailureTests
{
    [Fact]
    public void Decide_UnknownTarget_IsNotReadyAndNamesIt()
    {
        var plan = AutoscalerPlanner.Decide(new ViewBuilder { IsTargetMissing = true }.Build());

        Assert.Null(plan.Decision);
        Assert.Null(plan.Scale);
        Assert.Equal(("False", "TargetNotFound"), plan.State("Ready"));
        Assert.Equal("Deployment prod/chat does not exist", plan.Condition("Ready").Message);
        Assert.Equal((true, "TargetNotFound"), (Assert.Single(plan.Events).IsWarning, plan.Events[0].Reason));
    }

    [Fact]
    public void Decide_InvalidSpec_IsNotReadyAndListsEveryError()
    {
        var spec = Specs.Valid(s => (s.MinReplicas, s.Objective.ServiceLevel) = (20, "100%"));

        var plan = AutoscalerPlanner.Decide(new ViewBuilder { Spec = spec }.Build());

        Assert.Null(plan.Decision);
        Assert.Equal(("False", "InvalidSpec"), plan.State("Ready"));
        Assert.Equal(
            "spec.minReplicas: 20 is not allowed: at most spec.maxReplicas (10); "
            + "spec.objective.serviceLevel: 100% is not allowed: a percentage above 0% and below 100%: no forecast can promise either",
            plan.Condition("Ready").Message);
    }

    [Fact]
    public void Decide_NotReadyForTheSameReasonAsBefore_EmitsNoSecondEvent()
    {
        var view = new ViewBuilder { IsTargetMissing = true }.Build();

        var again = AutoscalerPlanner.Decide(view.After(AutoscalerPlanner.Decide(view), view.Time));

        Assert.Empty(again.Events);
    }

    [Fact]
    public void Decide_MetricsLost_HoldsAndSaysWhatCouldNotBeRead()
    {
        var plan = AutoscalerPlanner.Decide(Lost(current: 5, failures: 2, fallback: 8));

        Assert.Equal((5, "MetricsLost"), (plan.Decision!.Desired, plan.Decision.Reason));
        Assert.Null(plan.Scale);
        Assert.Equal(("False", "Unreachable"), plan.State("MetricsAvailable"));
        Assert.Equal("5 replicas held: 'requests': http://prometheus:9090 cannot be reached", plan.Decision.Message);
        Assert.Equal(("False", "Held"), plan.State("Fallback"));
        Assert.Contains("until 3 readings have failed, 2 so far", plan.Condition("Fallback").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 8)]
    [InlineData(9, 9)]
    public void Decide_MetricsLostForLong_TakesTheLargerOfWhatIsThereAndTheFallback(int current, int desired)
    {
        var plan = AutoscalerPlanner.Decide(Lost(current, failures: 3, fallback: 8));

        Assert.Equal((desired, "Fallback"), (plan.Decision!.Desired, plan.Decision.Reason));
        Assert.Equal(("True", "MetricsLost"), plan.State("Fallback"));
        Assert.Contains($"the larger of the {current} there are and the fallback, after 3 failed readings", plan.Decision.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_MetricsLostForLongWithoutFallback_HoldsAndSaysThatNoneIsSet()
    {
        var plan = AutoscalerPlanner.Decide(Lost(current: 5, failures: 300, fallback: null));

        Assert.Equal(5, plan.Decision!.Desired);
        Assert.Equal(("False", "NotConfigured"), plan.State("Fallback"));
    }

    private static Autoscaling.Observing.AutoscalerView Lost(int current, int failures, int? fallback) => new ViewBuilder
    {
        Spec = Specs.Valid(s => (s.Mode, s.Fallback) = ("Apply", new FallbackSpec { Replicas = fallback })),
        Current = current,
        Demand = null,
        FailedObservations = failures,
    }.Build();
}
