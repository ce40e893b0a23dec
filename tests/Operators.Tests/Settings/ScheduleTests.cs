using System.Globalization;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Settings;

/// <summary>Berlin is at +01:00 in winter and +02:00 in summer; in 2026 the clocks change on 29 March and 25 October.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData("2026-01-05T06:59:59Z", false)]
    [InlineData("2026-01-05T06:59:59.5Z", false)]
    [InlineData("2026-01-05T07:00:00Z", true)]
    [InlineData("2026-01-05T16:59:59.5Z", true)]
    [InlineData("2026-01-05T17:00:00Z", false)]
    [InlineData("2026-01-10T12:00:00Z", false)]
    [InlineData("2026-07-06T05:59:59Z", false)]
    [InlineData("2026-07-06T06:00:00Z", true)]
    [InlineData("2026-07-06T16:00:00Z", false)]
    public void BoundsAt_WorkingHoursInBerlin_FollowTheLocalClock(string time, bool isActive) =>
        Assert.Equal(isActive ? 4 : 1, Bounds(time, Schedule.Of(min: 4)).Min);

    [Theory]
    [InlineData("2026-03-28T00:59:00Z", false)]
    [InlineData("2026-03-28T01:30:00Z", true)]
    [InlineData("2026-03-28T02:00:00Z", false)]
    [InlineData("2026-03-29T00:59:00Z", false)]
    [InlineData("2026-03-29T01:30:00Z", false)]
    [InlineData("2026-03-30T00:30:00Z", true)]
    [InlineData("2026-03-30T01:00:00Z", false)]
    public void BoundsAt_WindowInTheHourThatSpringSkips_DoesNotHoldThatDay(string time, bool isActive) =>
        Assert.Equal(isActive ? 4 : 1, Bounds(time, Schedule.Of(min: 4, start: "0 2 * * *", end: "0 3 * * *")).Min);

    [Theory]
    [InlineData("2026-10-24T19:59:00Z", false)]
    [InlineData("2026-10-24T20:00:00Z", true)]
    [InlineData("2026-10-25T00:30:00Z", true)]
    [InlineData("2026-10-25T01:30:00Z", true)]
    [InlineData("2026-10-25T04:59:00Z", true)]
    [InlineData("2026-10-25T05:00:00Z", false)]
    public void BoundsAt_NightWithTheRepeatedHour_HoldsThroughIt(string time, bool isActive) =>
        Assert.Equal(isActive ? 4 : 1, Bounds(time, Schedule.Of(min: 4, start: "0 22 * * *", end: "0 6 * * *")).Min);

    [Fact]
    public void BoundsAt_WindowOverTheWeekend_HoldsFromFridayToMonday()
    {
        var weekend = Schedule.Of(max: 2, start: "0 20 * * 5", end: "0 6 * * 1", zone: "UTC");

        Assert.Equal(2, Bounds("2026-01-09T20:00:00Z", weekend).Max);
        Assert.Equal(2, Bounds("2026-01-11T12:00:00Z", weekend).Max);
        Assert.Equal(10, Bounds("2026-01-12T06:00:00Z", weekend).Max);
    }

    [Fact]
    public void BoundsAt_WindowsOverlap_TakesTheLargestMinimumAndTheSmallestMaximum()
    {
        var bounds = Bounds("2026-01-05T12:00:00Z", Schedule.Of(min: 3, max: 9), Schedule.Of(min: 5), Schedule.Of(max: 7));

        Assert.Equal((5, 7), bounds);
    }

    [Fact]
    public void BoundsAt_WindowsContradictEachOther_TheMinimumWins() =>
        Assert.Equal((6, 6), Bounds("2026-01-05T12:00:00Z", Schedule.Of(min: 6), Schedule.Of(max: 3)));

    private static (int Min, int Max) Bounds(string time, params ScheduleSpec[] schedules) => ScheduleParser.BoundsAt(
        Specs.Settings(s => s.Schedules = schedules), DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
}
