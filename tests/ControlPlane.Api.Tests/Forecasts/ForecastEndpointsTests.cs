using System.Net;
using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Tests.Forecasts;

public sealed class ForecastEndpointsTests
{
    private const string Path = "/api/v1/autoscalers/prod/chat/forecast";

    [Fact]
    public async Task Find_AReport_GivesEveryValueItsTime()
    {
        await using var server = await ApiServer.StartAsync();
        server.Autoscalers.Reports[Report.Key] = Report;
        using var client = server.Client();

        var forecast = await client.GetJsonAsync(Path + "?window=90m");

        Assert.Equal(
            [
                "namespace", "name", "origin", "stepSeconds", "observed", "levels", "steps", "replicas", "members", "relativeCrps",
                "recentRelativeCrps", "scored", "pitCounts",
                "coverage90", "capacityPerReplica",
            ],
            forecast.Names());
        Assert.Equal(TimeSpan.FromMinutes(90), server.Autoscalers.AskedWindow);
        AssertJson("""[{"time":"2026-03-04T11:59:00+00:00","value":null},{"time":"2026-03-04T12:00:00+00:00","value":10.5}]""", forecast["observed"]);
        AssertJson("""[{"time":"2026-03-04T12:01:00+00:00","mean":11,"quantiles":[9,13]},{"time":"2026-03-04T12:02:00+00:00","mean":12,"quantiles":[8,null]}]""", forecast["steps"]);
        AssertJson("""[{"name":"snaive","weight":1,"validationCrps":0.5}]""", forecast["members"]);
        AssertJson("""[{"time":"2026-03-04T12:00:00+00:00","desired":3,"ready":2}]""", forecast["replicas"]);
        Assert.Null(forecast["coverage90"]);
    }

    [Theory]
    [InlineData("0h")]
    [InlineData("6")]
    [InlineData("31d")]
    [InlineData("-1h")]
    public async Task Find_WrongWindow_IsRefused(string window)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        var problem = await client.GetJsonAsync($"{Path}?window={window}", HttpStatusCode.BadRequest);

        Assert.Equal(
            $"{window} is not allowed: a duration such as 90s, 15m, 6h or 7d, at most 30d",
            problem["errors"]!["window"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Find_WithoutHistory_Is404()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        await client.GetJsonAsync(Path, HttpStatusCode.NotFound);
    }

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());

    private static readonly ForecastReport Report = new()
    {
        Key = new AutoscalerKey("prod", "chat"),
        Origin = Sample.Noon,
        Step = TimeSpan.FromMinutes(1),
        Observed = [float.NaN, 10.5f],
        Levels = [0.1, 0.9],
        Bands = [[9, 8], [13, float.PositiveInfinity]],
        Mean = [11, 12],
        Replicas = [new ReplicaPoint(Sample.Noon, 3, 2)],
        Members = [new MemberRecord("snaive", 1, 0.5)],
    };
}
