using System.Text.Json.Nodes;
using Headroom.LocalCluster.Simulation.Workloads;

namespace Headroom.LocalCluster.Tests.Simulation;

public sealed class RolloutTests
{
    [Theory]
    [InlineData("25%", "25%", 10, 3, 2)] // surge rounds up, unavailability down
    [InlineData("25%", "25%", 1, 1, 0)]
    [InlineData("0%", "0%", 10, 0, 1)] // both zero could never move
    [InlineData("100%", "50%", 3, 3, 1)]
    public void Bounds_OfPercentages_RoundAsUpstream(string surge, string unavailable, long desired, long expectedSurge, long expectedUnavailable)
    {
        var spec = new JsonObject
        {
            ["strategy"] = new JsonObject { ["rollingUpdate"] = new JsonObject { ["maxSurge"] = surge, ["maxUnavailable"] = unavailable } },
        };

        Assert.Equal((expectedSurge, expectedUnavailable), Rollout.Bounds(spec, desired));
    }

    [Fact]
    public void ScaleUp_WithOldPods_FillsTheSurgeOnly() => Assert.Equal(3, Rollout.ScaleUp(desired: 10, current: 0, total: 10, surge: 3));

    [Fact]
    public void ScaleDown_WithUnavailableNewPods_KeepsTheMinimum() =>
        Assert.Equal(2, Rollout.ScaleDown(desired: 10, maxUnavailable: 2, total: 13, currentUnavailable: 3));
}
