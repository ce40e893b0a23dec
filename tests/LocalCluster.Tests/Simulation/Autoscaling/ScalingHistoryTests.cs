using System.Text.Json.Nodes;
using Headroom.LocalCluster.Simulation.Autoscaling;

namespace Headroom.LocalCluster.Tests.Simulation.Autoscaling;

public sealed class ScalingHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly ScalingHistory _history = new(period => period);

    [Fact]
    public void Stabilise_FewerAreRecommended_HoldsTheHighestOfFiveMinutes()
    {
        Assert.Equal(10, _history.Stabilise(null, 10, 10, Start));
        Assert.Equal(10, _history.Stabilise(null, 10, 4, Start.AddSeconds(299)));
        Assert.Equal(4, _history.Stabilise(null, 10, 2, Start.AddSeconds(301)));
    }

    [Fact]
    public void Stabilise_MoreAreRecommended_FollowsAtOnce() => Assert.Equal(30, _history.Stabilise(null, 10, 30, Start));

    [Theory]
    [InlineData(1, 20, 5)] // four more pods
    [InlineData(10, 30, 20)] // twice as many
    [InlineData(10, 1, 1)] // all of them may go
    public void Limit_ByDefault_DoublesOrAddsFour(long current, long wanted, long expected) =>
        Assert.Equal(expected, _history.Limit(null, current, wanted, Start));

    [Fact]
    public void Limit_WithinThePeriodOfAChange_CountsFromBeforeIt()
    {
        _history.Scaled(4, Start);

        Assert.Equal(5, _history.Limit(null, 5, 20, Start.AddSeconds(10)));
        Assert.Equal(10, _history.Limit(null, 5, 20, Start.AddSeconds(16)));
    }

    [Theory]
    [InlineData("Max", 80)]
    [InlineData("Min", 98)]
    [InlineData("Disabled", 100)]
    public void Limit_OfPolicies_TakesTheSelectedOne(string select, long expected)
    {
        var behavior = (JsonObject)JsonNode.Parse(
            $$$"""{"scaleDown":{"selectPolicy":"{{{select}}}","policies":[{"type":"Pods","value":2,"periodSeconds":60},{"type":"Percent","value":20,"periodSeconds":60}]}}""")!;

        Assert.Equal(expected, _history.Limit(behavior, 100, 1, Start));
    }
}
