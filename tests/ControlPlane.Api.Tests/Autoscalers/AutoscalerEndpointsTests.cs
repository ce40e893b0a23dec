using System.Net;
using Headroom.ControlPlane.Api.Tests.Hosting;

namespace Headroom.ControlPlane.Api.Tests.Autoscalers;

public sealed class AutoscalerEndpointsTests
{
    [Fact]
    public async Task List_OneAutoscaler_HasExactlyThePortalsFields()
    {
        await using var server = await ApiServer.StartAsync();
        server.Autoscalers.Add(Sample.Autoscaler() with { LastDecision = Sample.Decision() with { Demand = double.NaN } });
        using var client = server.Client();

        var page = await client.GetJsonAsync("/api/v1/autoscalers");

        Assert.Equal(["items", "nextCursor"], page.Names());
        var item = page["items"]![0]!;
        Assert.Equal(
            [
                "namespace", "name", "targetKind", "targetName", "mode", "policy", "minReplicas", "maxReplicas", "serviceLevel",
                "isPaused", "indicators", "conditions", "lastDecision",
            ],
            item.Names());
        Assert.Equal(["type", "status", "reason", "message", "lastTransitionTime"], item["conditions"]![0]!.Names());
        Assert.Equal("Recommend", item["mode"]!.GetValue<string>());
        Assert.Null(item["lastDecision"]!["id"]);
        Assert.Null(item["lastDecision"]!["demand"]);
        Assert.Equal(92.5, item["lastDecision"]!["predictedMean"]!.GetValue<double>());
    }

    [Fact]
    public async Task List_FollowingCursors_VisitsEachOnceInOrder()
    {
        await using var server = await ApiServer.StartAsync();
        server.Autoscalers.Add([.. from ns in (string[])["b", "a", "a-b"] from n in Enumerable.Range(0, 5) select Sample.Autoscaler(ns, $"s{n}")]);
        using var client = server.Client();
        var seen = new List<string>();

        string? cursor = "";
        while (cursor is not null)
        {
            var page = await client.GetJsonAsync($"/api/v1/autoscalers?limit=4&cursor={cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(static i => $"{i!["namespace"]} {i["name"]}"));
            cursor = page["nextCursor"]?.GetValue<string>();
        }

        Assert.Equal(15, seen.Count);
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task List_OfANamespace_LeavesOthersOut()
    {
        await using var server = await ApiServer.StartAsync();
        server.Autoscalers.Add(Sample.Autoscaler("prod"), Sample.Autoscaler("test"));
        using var client = server.Client("reader-test");

        var page = await client.GetJsonAsync("/api/v1/autoscalers?namespace=test");

        Assert.Equal("test", Assert.Single(page["items"]!.AsArray())!["namespace"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("limit=0", "limit", "0 is not allowed: 1 to 500")]
    [InlineData("limit=501", "limit", "501 is not allowed: 1 to 500")]
    [InlineData("limit=ten", "limit", "ten is not allowed: 1 to 500")]
    [InlineData("limit=", "limit", "an empty value is not allowed: 1 to 500")]
    [InlineData("cursor=%21", "cursor", "! is not allowed: the nextCursor of an earlier page")]
    [InlineData("namespace=No", "namespace", "No is not allowed: lower-case letters, digits, '-' and '.', at most 253")]
    public async Task List_WrongParameter_NamesFieldValueAndWhatIsAllowed(string query, string field, string message)
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        var problem = await client.GetJsonAsync("/api/v1/autoscalers?" + query, HttpStatusCode.BadRequest);

        Assert.Equal(message, problem["errors"]![field]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Find_Unknown_IsAProblemThatSaysWhereToLook()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        var problem = await client.GetJsonAsync("/api/v1/autoscalers/prod/none", HttpStatusCode.NotFound);

        Assert.Equal("PredictiveAutoscaler prod/none was not found.", problem["title"]!.GetValue<string>());
    }
}
