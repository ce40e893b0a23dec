using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Autoscaling.Replays;
using Headroom.Operators.Decisions;
using Headroom.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.WhatIf;

public sealed class WhatIfEndpointsTests
{
    private static readonly Uri Chat = new("/api/v1/autoscalers/prod/chat/what-if", UriKind.Relative);
    private static readonly AutoscalerKey Key = new("prod", "chat");

    private readonly FakeReplays _replays = new();

    private Task<ApiServer> StartAsync(ReplayHistory? history)
    {
        _replays.Histories[Key] = history;
        return ApiServer.StartAsync(builder => builder.Services.AddSingleton<IReplaySource>(_replays));
    }

    [Fact]
    public async Task Start_LowerLevelAndDearerFloor_BothSpecsAreJudgedOverTheSamePast()
    {
        await using var server = await StartAsync(FakeReplays.Wave(4 * 144));
        using var client = server.Client();

        var lower = await RunAsync(client, new { serviceLevel = "80%" });
        var floor = await RunAsync(client, new { minReplicas = 20 });

        Assert.Equal("Done", lower["state"]!.GetValue<string>());
        Assert.Equal(2 * 144, (int)lower["result"]!["present"]!["steps"]!);
        Assert.True((int)lower["result"]!["proposed"]!["violations"]! > (int)lower["result"]!["present"]!["violations"]!);
        Assert.True((double)lower["result"]!["difference"]!["dollars"]! < 0);
        // The present spec comes out the same whatever it is held against.
        Assert.Equal(lower["result"]!["present"]!.ToJsonString(), floor["result"]!["present"]!.ToJsonString());
        Assert.Equal(2 * 24 * 20 * 2.0, (double)floor["result"]!["proposed"]!["dollars"]!, 6);
        Assert.Equal(0, (int)floor["result"]!["proposed"]!["violations"]!);
        Assert.All(floor["result"]!["points"]!.AsArray(), static p => Assert.Equal(20, (int)p!["proposed"]!));
    }

    [Fact]
    public async Task Start_WhileAnotherRuns_Is429UntilThatIsCancelled()
    {
        await using var server = await StartAsync(FakeReplays.Wave(14 * 24 * 60));
        using var client = server.Client();

        using var first = await client.PostAsJsonAsync(Chat, new { serviceLevel = "80%" });
        using var second = await client.PostAsJsonAsync(Chat, new { minReplicas = 2 });

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.True(second.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        using var cancelled = await client.DeleteAsync(first.Headers.Location);
        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        var end = await EndedAsync(client, first.Headers.Location);
        Assert.Equal("Cancelled", end["state"]!.GetValue<string>());
        Assert.Null(end["result"]);
        using var third = await client.PostAsJsonAsync(Chat, new { minReplicas = 2 });
        Assert.Equal(HttpStatusCode.Accepted, third.StatusCode);
        await client.DeleteAsync(third.Headers.Location);
    }

    [Theory]
    [InlineData(null, 20.0, "There is no history here yet")]
    [InlineData(40, 20.0, "40 steps of demand so far; a replay needs 64")]
    [InlineData(100, null, "What one replica carries is not known yet")]
    public async Task Preview_TooLittleIsKnown_SaysWhatIsMissingAndRefusesToRun(int? steps, double? capacity, string reason)
    {
        await using var server = await StartAsync(steps is { } count ? FakeReplays.Wave(count, capacity) : null);
        using var client = server.Client();

        var preview = await client.GetJsonAsync(Chat.ToString());
        using var run = await client.PostAsJsonAsync(Chat, new { minReplicas = 2 });

        Assert.Contains(reason, preview["missingBecause"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("99%", preview["present"]!["serviceLevel"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Conflict, run.StatusCode);
    }

    [Fact]
    public async Task Start_AFieldThatCannotBe_IsNamedWithWhatIsAllowed()
    {
        await using var server = await StartAsync(FakeReplays.Wave(144));
        using var client = server.Client();

        using var refused = await client.PostAsJsonAsync(Chat, new { serviceLevel = "150%" });
        using var unknown = await client.PostAsJsonAsync(Chat, new { minReplica = 2 });
        using var nobody = await client.PostAsJsonAsync(new Uri("/api/v1/autoscalers/prod/other/what-if", UriKind.Relative), new { minReplicas = 2 });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Contains("'150%' is not allowed", problem!["errors"]!["spec.objective.serviceLevel"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task Run_OfAnotherNamespace_IsOutOfReach()
    {
        await using var server = await StartAsync(FakeReplays.Wave(144));
        using var admin = server.Client();
        using var other = server.Client("reader-dev");

        using var run = await admin.PostAsJsonAsync(Chat, new { minReplicas = 2 });
        var id = (await run.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
        using var start = await other.PostAsJsonAsync(Chat, new { minReplicas = 2 });
        using var elsewhere = await other.GetAsync(new Uri($"/api/v1/autoscalers/dev/chat/what-if/{id}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, start.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    private static async Task<JsonNode> RunAsync(HttpClient client, object change)
    {
        using var started = await client.PostAsJsonAsync(Chat, change);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        return await EndedAsync(client, started.Headers.Location);
    }

    private static async Task<JsonNode> EndedAsync(HttpClient client, Uri? run)
    {
        JsonNode item = new JsonObject();
        await Eventually.HoldsAsync(async () =>
        {
            item = await client.GetJsonAsync(run?.ToString() ?? "");
            return item["state"]!.GetValue<string>() != "Running";
        });
        return item;
    }
}
