using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Autoscaling.Planning;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Planning;

/// <summary>spec.policy, and a forecast that cannot be taken at its word.</summary>
public sealed class PolicyTests
{
    // A demand of 100 at 20 each: HPA fills to 80%, Knative to 70%; the wide prior expects a little more than 100.
    [Theory]
    [InlineData("Hpa", 7)]
    [InlineData("Kpa", 8)]
    [InlineData("OptScaler", 6)]
    [InlineData("Bacc", 6)]
    [InlineData("RiskPrice", 7)]
    public void Decide_AChosenPolicy_DecidesAndIsNamed(string policy, int desired)
    {
        var plan = AutoscalerPlanner.Decide(With(policy).Build());

        Assert.Equal((desired, "SelectedPolicy"), (plan.Decision!.Desired, plan.Decision.Reason));
        Assert.Equal(policy, plan.Status.Decision!.Policy);
        Assert.StartsWith($"{desired} replicas as {policy} asks", plan.Decision.Message, StringComparison.Ordinal);
        Assert.Contains("Headroom's planner would take ", plan.Decision.Message, StringComparison.Ordinal);
        Assert.Contains(plan.Decision.Candidates, c => c.Replicas == desired);
    }

    [Fact]
    public void Decide_AChosenPolicy_KeepsBoundsAndFallback()
    {
        var bounded = AutoscalerPlanner.Decide(With("Hpa", max: 6).Build());
        var lost = AutoscalerPlanner.Decide(With("Hpa", demand: null, failed: 9, fallback: 9).Build());

        Assert.Equal((6, "MaxReplicas"), (bounded.Decision!.Desired, bounded.Decision.Reason));
        Assert.Equal((9, "Fallback"), (lost.Decision!.Desired, lost.Decision.Reason));
    }

    [Fact]
    public void Parse_AnUnknownPolicy_NamesThoseAllowed()
    {
        var (_, errors) = SettingsParser.Parse(Specs.Valid(s => s.Policy = "hpa"));

        Assert.Equal("spec.policy: 'hpa' is not allowed: Headroom, RiskPrice, Hpa, Kpa, Autopilot, OptScaler or Bacc", Assert.Single(errors).ToString());
    }

    [Fact]
    public void Decide_BandsTooNarrow_PlansForTheWidestIntervalAndSaysSo()
    {
        var spec = Specs.Valid(s => s.Objective.ServiceLevel = "80%");
        var usual = AutoscalerPlanner.Decide(new ViewBuilder { Spec = spec }.Build());

        var careful = AutoscalerPlanner.Decide(new ViewBuilder { Spec = spec, Skill = Covering(0.6) }.Build());

        Assert.True(careful.Decision!.Desired > usual.Decision!.Desired);
        Assert.Equal("Uncalibrated", careful.Decision.Reason);
        Assert.Contains("the 90% band held only 60% of what came", careful.Decision.Message, StringComparison.Ordinal);
        Assert.Equal(("False", "TooNarrow"), (careful.Condition("Calibrated").Status, careful.Condition("Calibrated").Reason));
    }

    [Theory]
    [InlineData(0.9, "True", "CoverageHolds")]
    [InlineData(0.99, "False", "TooWide")]
    public void Decide_BandsThatHoldEnough_ChangeNothing(double coverage, string status, string reason)
    {
        var usual = AutoscalerPlanner.Decide(new ViewBuilder().Build());

        var plan = AutoscalerPlanner.Decide(new ViewBuilder { Skill = Covering(coverage) }.Build());

        Assert.Equal(usual.Decision!.Desired, plan.Decision!.Desired);
        Assert.Equal((status, reason), (plan.Condition("Calibrated").Status, plan.Condition("Calibrated").Reason));
    }

    private static SkillView Covering(double share) => new() { Coverage90 = share, Scored = 240 };

    private static ViewBuilder With(string policy, int max = 64, double? demand = 100, int failed = 0, int? fallback = null) => new()
    {
        Spec = Specs.Valid(s =>
        {
            s.Policy = policy;
            s.MaxReplicas = max;
            s.Fallback = fallback is { } replicas ? new() { Replicas = replicas } : s.Fallback;
        }),
        Demand = demand,
        FailedObservations = failed,
    };
}
