using Headroom.Scaling.Behavior;
using Headroom.Scaling.Planning;
using Headroom.Scaling.Tests.Planning;
using Headroom.Units;

namespace Headroom.Scaling.Tests.Behavior;

public sealed class BehaviorLimiterTests
{
    private static readonly DirectionRules FiveMinutes = new(TimeSpan.FromMinutes(5), [], PolicySelection.Max);

    private static ScalingPlan Decide(double demand, int current, BehaviorRules rules, params (double MinutesAgo, int Wanted, int Desired)[] past) =>
        ScalingPlanner.Decide(
            Views.View(Views.Draws(demand), current, demand, capacity: 10) with
            {
                Past = [.. past.Select(p => new PastDecision(
                    Views.Now - TimeSpan.FromMinutes(p.MinutesAgo), new Replicas(p.Wanted), new Replicas(p.Desired)))],
            },
            Views.Policy() with { Behavior = rules });

    [Fact]
    public void Limit_DownStabilization_KeepsTheLargestOfTheWindow()
    {
        var rules = BehaviorRules.Unlimited with { ScaleDown = FiveMinutes };

        var inside = Decide(20, 8, rules, (4, 6, 8));
        var outside = Decide(20, 8, rules, (6, 6, 8));

        Assert.Equal((6, ScalingReason.Stabilized), (inside.Desired.Count, inside.Reason));
        Assert.Equal(2, outside.Desired.Count);
    }

    [Fact]
    public void Limit_PodsPolicy_CountsEarlierStepsOfThePeriod()
    {
        var rules = BehaviorRules.Unlimited with
        {
            ScaleUp = new DirectionRules(TimeSpan.Zero, [new StepPolicy(false, 4, TimeSpan.FromMinutes(1))], PolicySelection.Max),
        };

        var first = Decide(300, 2, rules);
        var second = Decide(300, 6, rules, (0.5, 30, 2));

        Assert.Equal((6, ScalingReason.RateLimited), (first.Desired.Count, first.Reason));
        Assert.Equal(6, second.Desired.Count);
    }

    [Theory]
    [InlineData(PolicySelection.Max, 20)]
    [InlineData(PolicySelection.Min, 14)]
    [InlineData(PolicySelection.Disabled, 10)]
    public void Limit_TwoPolicies_SelectsAsAsked(PolicySelection select, int expected)
    {
        var minute = TimeSpan.FromMinutes(1);
        var rules = BehaviorRules.Unlimited with
        {
            ScaleUp = new DirectionRules(TimeSpan.Zero, [new StepPolicy(false, 4, minute), new StepPolicy(true, 100, minute)], select),
        };

        Assert.Equal(expected, Decide(600, 10, rules).Desired.Count);
    }
}
