using Headroom.Placement.Fleet.Following;
using Headroom.Simulation.Fleet.Days;

namespace Headroom.Simulation.Tests.Fleet;

public sealed class FleetDayReplayTests
{
    private static readonly FleetDaySetting Setting = new();

    [Fact]
    public void Draw_TheSameSeed_IsTheSameDay()
    {
        var (one, same, other) = (Setting.Draw(10, 3), Setting.Draw(10, 3), Setting.Draw(10, 4));

        Assert.Equal(Enumerable.Range(-60, 120).Select(one.Rate), Enumerable.Range(-60, 120).Select(same.Rate));
        Assert.NotEqual(one.Rate(0), other.Rate(0));
    }

    [Fact]
    public void Run_AFixedFleet_PaysForEveryMinuteOfIt()
    {
        var outcome = FleetDayReplay.Run(Setting.Draw(2, 1), new Fixed([0, 0, 4, 0, 0, 0, 0, 0]), Setting.Catalog);

        Assert.Equal(4 * 3.67 * 24, outcome.Dollars, 6);
        Assert.Equal((0, 0.0), (outcome.Starts, outcome.SpotPercent));
    }

    [Fact]
    public void Run_SpotThatIsTakenBack_IsStartedAnew()
    {
        var day = Enumerable.Range(1, 20).Select(s => Setting.Draw(2, s)).First(d => d.Reclaims.Any(r => r.Offer == 6));

        var outcome = FleetDayReplay.Run(day, new Fixed([0, 0, 0, 0, 0, 0, 4, 0]), Setting.Catalog);

        Assert.True(outcome.Interrupted > 0);
        Assert.Equal(outcome.Interrupted, outcome.Starts);
        Assert.Equal(100, outcome.SpotPercent);
    }

    [Fact]
    public void Run_Ours_KeepsTheLevelForLessThanOneTypeThatKeepsItToo()
    {
        var day = Setting.Draw(12, 5);

        var ours = FleetDayReplay.Run(day, new FollowedForecast(Setting.Catalog, new FollowingPolicy(50, 0.05), 15, takesSpot: true), Setting.Catalog);
        var theirs = FleetDayReplay.Run(day, new SingleTypeAutoscaled(Setting.Catalog, Setting.TypesForEverySize[0], 0.2), Setting.Catalog);

        Assert.True(ours.MetPercent > 99, $"{ours}");
        Assert.True(ours.Dollars < 0.9 * theirs.Dollars, $"{ours} against {theirs}");
    }

    private sealed class Fixed(int[] counts) : IFleetPolicy
    {
        public string Name => "fixed";

        public IReadOnlyList<int> Target(FleetView view) => counts;
    }
}
