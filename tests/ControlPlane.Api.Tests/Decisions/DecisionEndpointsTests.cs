using System.Net;
using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Tests.Hosting;

namespace Headroom.ControlPlane.Api.Tests.Decisions;

public sealed class DecisionEndpointsTests(PostgresFixture postgres)
{
    private const string Path = "/api/v1/autoscalers/prod/chat/decisions";

    [Fact]
    public async Task List_WithoutDatabase_ServesTheLastOfEachFromMemory()
    {
        await using var server = await ApiServer.StartAsync();
        server.Autoscalers.Add(Sample.Autoscaler());
        using var client = server.Client();

        foreach (int desired in Enumerable.Range(1, 70))
        {
            server.Journal.Append(Sample.Decision(desired));
        }

        var page = await Poll.GetAsync(
            () => client.GetJsonAsync(Path + "?limit=500"), static p => Desired(p).FirstOrDefault() == 70);
        Assert.Equal(Enumerable.Range(7, RecentDecisions.PerAutoscaler).Reverse(), Desired(page));
        Assert.Equal(
            [
                "id", "namespace", "name", "time", "mode", "current", "ready", "desired", "reason", "message", "demand", "predictedMean",
                "predictedUpper", "capacityPerReplica", "horizonSeconds", "budgetRemaining", "applied", "candidates", "rivals",
            ],
            page["items"]![0]!.Names());
    }

    [Fact]
    public async Task List_WithDatabase_PagesThroughMoreThanMemoryHolds()
    {
        await using var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        server.Autoscalers.Add(Sample.Autoscaler());
        using var client = server.Client();
        await server.StoredAsync(200);

        var seen = new List<int>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await client.GetJsonAsync($"{Path}?limit=30&cursor={cursor}");
            seen.AddRange(Desired(page));
            cursor = page["nextCursor"]?.GetValue<string>();
        }

        Assert.Equal(Enumerable.Range(1, 200).Reverse(), seen);
    }

    [Fact]
    public async Task List_FromDatabaseAndFromMemory_AreTheSameJson()
    {
        string database = await postgres.CreateDatabaseAsync();
        JsonNode live;
        await using (var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + database))
        {
            server.Autoscalers.Add(Sample.Autoscaler());
            using var client = server.Client();
            await server.StoredAsync(1);
            live = await client.GetJsonAsync(Path);
        }

        await using var restarted = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + database);
        restarted.Autoscalers.Add(Sample.Autoscaler());
        using var again = restarted.Client();
        var stored = await Poll.GetAsync(() => again.GetJsonAsync(Path), static p => Desired(p).Count == 1);

        Assert.Equal(live.ToJsonString(), stored.ToJsonString());
    }

    [Fact]
    public async Task List_AfterRecreation_StartsANewHistory()
    {
        await using var server = await ApiServer.StartAsync();
        server.Autoscalers.Add(Sample.Autoscaler());
        using var client = server.Client();
        server.Journal.Append(Sample.Decision());
        await Poll.GetAsync(() => client.GetJsonAsync(Path), static p => Desired(p).Count == 1);

        server.Autoscalers.Add(Sample.Autoscaler() with { Uid = "another" });

        Assert.Empty(Desired(await client.GetJsonAsync(Path)));
    }

    [Fact]
    public async Task List_WrongLimit_IsRefused()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();

        var problem = await client.GetJsonAsync(Path + "?limit=-1", HttpStatusCode.BadRequest);

        Assert.Equal("-1 is not allowed: 1 to 500", problem["errors"]!["limit"]![0]!.GetValue<string>());
    }

    private static List<int> Desired(JsonNode page) => [.. page["items"]!.AsArray().Select(static i => i!["desired"]!.GetValue<int>())];
}
