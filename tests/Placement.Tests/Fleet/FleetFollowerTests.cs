using Headroom.Placement.Fleet;
using Headroom.Placement.Fleet.Following;
using Headroom.Placement.Fleet.Profiles;

namespace Headroom.Placement.Tests.Fleet;

public sealed class FleetFollowerTests
{
    private static readonly SizeGrid Grid = new([128, 2048], [64]);
    private static readonly SizeMix Mix = SizeMix.Weighted(Grid, [3, 1]);
    private static readonly FollowingPolicy Policy = new(ShortfallFactor: 10, LeastSaving: 0.05);

    // Small carries 10 short ones/s and no long one; big carries 30 short or 10 long ones.
    private static readonly ThroughputProfile[] Profiles =
        [new(new FleetGpu("small", 0.5), Grid, [10, 0]), new(new FleetGpu("big", 4), Grid, [30, 10])];

    [Theory]
    [InlineData(3, 0, 0)]
    [InlineData(0, 1, 20)]
    [InlineData(1, 1, 26.666667)]
    [InlineData(9, 1, 40)]
    public void CapacityOf_Counts_IsWhatTheBestRoutingCarries(int small, int big, double perSecond) =>
        // One big alone: 3/4 at 30 and 1/4 at 10 is 20/s; with nine small ones it keeps to the long quarter, 10 of 40/s.
        Assert.Equal(perSecond, new FleetCapacity(Mix, Profiles).Of([small, big]), 6);

    [Theory]
    [InlineData(7)]
    [InlineData(33)]
    public void Cheapest_WithSpot_CarriesTheRateAndTakesTheCheapOffersFirst(double rate)
    {
        var catalog = Catalog();

        var counts = Assert.IsAssignableFrom<IReadOnlyList<int>>(catalog.Cheapest(rate, [99, 99, 1, 1]));

        Assert.True(catalog.CapacityOf(counts) >= rate);
        Assert.True(counts[2] <= 1 && counts[3] <= 1, "no more spot than there is");
        Assert.True(catalog.DollarsPerHour(counts) <= catalog.DollarsPerHour(catalog.Cheapest(rate, [99, 99, 0, 0])!), "cheap offers do not make it dearer");
    }

    [Fact]
    public void Decide_MoreMayCome_GrowsToALevelBetweenMedianAndPeak()
    {
        var move = FleetFollower.Decide(Situation([0, 1, 0, 0], [.. Enumerable.Range(20, 41).Select(r => (double)r)]), Catalog(), Policy);

        Assert.Equal(FleetMoveReason.Grow, move.Reason);
        Assert.InRange(move.PlannedPerSecond, 45, 60);
        Assert.True(Catalog().CapacityOf(move.Counts) >= move.PlannedPerSecond);
    }

    [Fact]
    public void Decide_DearerShortfalls_NeverPlanForLess()
    {
        double[] loads = [.. Enumerable.Range(0, 60).Select(i => 20 + i * i / 60.0)];

        var planned = new[] { 2.0, 5, 20, 100 }.Select(f => FleetFollower.Decide(Situation([0, 0, 0, 0], loads), Catalog(), Policy with { ShortfallFactor = f }).PlannedPerSecond).ToList();

        Assert.Equal(planned.Order(), planned);
        Assert.True(planned[^1] > planned[0]);
    }

    [Fact]
    public void Decide_AFleetThatDoes_IsKeptAndDecidingAgainChangesNothing()
    {
        var catalog = Catalog();
        var grown = FleetFollower.Decide(Situation([0, 0, 0, 0], [30.0]), catalog, Policy);

        var again = FleetFollower.Decide(Situation(grown.Counts, [30.0]), catalog, Policy);

        Assert.Equal(FleetMoveReason.Keep, again.Reason);
        Assert.Equal(grown.Counts, again.Counts);
    }

    [Fact]
    public void Decide_LoadThatComesBackLater_IsNotShrunkFor()
    {
        var catalog = Catalog();
        var fleet = catalog.Cheapest(60, [99, 99, 0, 0])!;

        Assert.Equal(FleetMoveReason.Keep, FleetFollower.Decide(new FleetSituation(fleet, [99, 99, 0, 0], [20], [60]), catalog, Policy).Reason);
        Assert.Equal(FleetMoveReason.Exchange, FleetFollower.Decide(new FleetSituation(fleet, [99, 99, 0, 0], [20], [20]), catalog, Policy).Reason);
    }

    [Fact]
    public void Decide_TooLittleToBeHad_TakesAllOfIt()
    {
        var move = FleetFollower.Decide(new FleetSituation([0, 0, 0, 0], [2, 1, 0, 0], [500], [500]), Catalog(), Policy);

        Assert.Equal(FleetMoveReason.NoCapacity, move.Reason);
        Assert.Equal([2, 1, 0, 0], move.Counts);
    }

    private static FleetSituation Situation(IReadOnlyList<int> counts, double[] loads) => new(counts, [99, 99, 2, 2], loads, loads);

    private static OfferCatalog Catalog() => new(
        Mix, Profiles, [new FleetOffer(0, 0.5), new FleetOffer(1, 4), new FleetOffer(0, 0.2, 0.06), new FleetOffer(1, 1.6, 0.06)], startHours: 0.05);
}
