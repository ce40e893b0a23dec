using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Decisions;
using Headroom.Operators.Tests.Builders;
using Headroom.Scaling.Behavior;

namespace Headroom.Operators.Tests.Settings;

public sealed class SettingsParserTests
{
    [Fact]
    public void Parse_OnlyWhatIsRequired_TakesTheDocumentedDefaults()
    {
        var settings = Specs.Settings();

        Assert.Equal((1, 10, ActingMode.Recommend), (settings.MinReplicas, settings.MaxReplicas, settings.Mode));
        Assert.Equal((0.99, 1.0, null), (settings.ServiceLevel, settings.ReplicaCostPerHour, settings.ShortfallCostPerUnitHour));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromDays(7)), (settings.EvaluationInterval, settings.BudgetWindow));
        Assert.Equal((TimeSpan.FromMinutes(1), 15, 14 * 1440), (settings.Step, settings.Horizon, settings.History));
        Assert.Equal((20.0, -1), (settings.CapacityPerReplica, settings.UtilizationIndex));
        Assert.Equal((3, null), (settings.FailureThreshold, settings.FallbackReplicas));
        Assert.Equal(BehaviorRules.Unlimited, settings.Behavior);
        Assert.Empty(settings.Schedules);
    }

    [Fact]
    public void Parse_NoCapacity_LearnsItFromTheFirstResourceIndicator()
    {
        var settings = Specs.Settings(s => (s.Capacity, s.Indicators) = (null, [Specs.Prometheus("requests"), Specs.Cpu()]));

        Assert.Equal((null, 1, 0.7), (settings.CapacityPerReplica, settings.UtilizationIndex, settings.TargetUtilization));
    }

    [Fact]
    public void Parse_MinimumOfZeroWithADemandThatExistsWithoutReplicas_IsAllowed() =>
        Assert.Equal(0, Specs.Settings(s => s.MinReplicas = 0).MinReplicas);

    [Fact]
    public void Parse_SeveralRulesBroken_ReportsEveryOne()
    {
        var spec = Specs.Valid(s =>
        {
            s.MinReplicas = 11;
            s.Mode = "Act";
            s.Objective.ServiceLevel = "100%";
            s.Indicators = [new IndicatorSpec { Name = "requests" }];
        });

        var (settings, errors) = SettingsParser.Parse(spec);

        Assert.Null(settings);
        Assert.Equal(
            ["spec.indicators[0]", "spec.minReplicas", "spec.mode", "spec.objective.serviceLevel"],
            errors.Select(e => e.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parse_UnusableStep_IsReportedOnceAndNotAgainAsWrongHorizonAndHistory()
    {
        var (_, errors) = SettingsParser.Parse(Specs.Valid(s => s.Forecast.Step = "soon"));

        Assert.Equal(["spec.forecast.step"], errors.Select(e => e.Field));
    }

    [Theory]
    [MemberData(nameof(BrokenSpecs.General), MemberType = typeof(BrokenSpecs))]
    [MemberData(nameof(BrokenSpecs.Indicators), MemberType = typeof(BrokenSpecs))]
    [MemberData(nameof(BrokenSpecs.Behavior), MemberType = typeof(BrokenSpecs))]
    [MemberData(nameof(BrokenSpecs.Schedules), MemberType = typeof(BrokenSpecs))]
    public void Parse_OneRuleBroken_NamesFieldValueAndWhatIsAllowed(BrokenSpec broken)
    {
        var (settings, errors) = SettingsParser.Parse(Specs.Valid(broken.Break));

        Assert.Null(settings);
        var message = Assert.Single(errors).ToString();
        Assert.StartsWith(broken.Field + ": ", message, StringComparison.Ordinal);
        Assert.Contains(broken.Value + " is not allowed: ", message, StringComparison.Ordinal);
        Assert.Contains(broken.Allowed, message, StringComparison.Ordinal);
    }
}
