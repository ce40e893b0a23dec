using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Tests.Builders;
using Headroom.Scaling.Behavior;

namespace Headroom.Operators.Tests.Settings;

public sealed class BehaviorParserTests
{
    [Fact]
    public void Parse_RulesInOneDirection_LeaveTheOtherUnlimited()
    {
        var settings = Specs.Settings(s => s.Behavior.ScaleDown = new DirectionSpec
        {
            StabilizationWindowSeconds = 300,
            SelectPolicy = "Min",
            Policies =
            [
                new StepPolicySpec { Type = "Percent", Value = 10, PeriodSeconds = 60 },
                new StepPolicySpec { Type = "Pods", Value = 2, PeriodSeconds = 120 },
            ],
        });

        var down = settings.Behavior.ScaleDown;
        Assert.Equal((TimeSpan.FromMinutes(5), PolicySelection.Min), (down.StabilizationWindow, down.Select));
        Assert.Equal(
            [new StepPolicy(true, 10, TimeSpan.FromMinutes(1)), new StepPolicy(false, 2, TimeSpan.FromMinutes(2))], down.Policies);
        Assert.Equal(DirectionRules.Unlimited, settings.Behavior.ScaleUp);
    }
}
