using System.Net;
using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Live;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Live;

public sealed class StreamEndpointTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Stream_Live_SendsTheDecisionWithItsEventId()
    {
        await using var server = await ApiServer.StartAsync();
        await using var events = await EventReader.OpenAsync(server);

        server.Journal.Append(Sample.Decision(7));

        var item = Assert.NotNull(await events.NextAsync());
        var decision = JsonNode.Parse(item.Data)!;
        Assert.Equal("decision", item.EventType);
        Assert.Equal(item.EventId, decision.Id().ToString());
        Assert.Equal(7, decision["desired"]!.GetValue<int>());
    }

    [Fact]
    public async Task Stream_OfOneAutoscaler_LeavesOthersOut()
    {
        await using var server = await ApiServer.StartAsync();
        await using var events = await EventReader.OpenAsync(server, "?namespace=prod&name=chat", token: "reader-prod");

        server.Journal.Append(Sample.Decision(1, "prod", "other"));
        server.Journal.Append(Sample.Decision(2, "test", "chat"));
        server.Journal.Append(Sample.Decision(3, "prod", "chat"));

        Assert.Equal(3, JsonNode.Parse(Assert.NotNull(await events.NextAsync()).Data)!["desired"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_WithLastEventId_SendsWhatWasMissedThenWhatHappens(bool withDatabase)
    {
        string[] settings = withDatabase ? ["--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync()] : [];
        await using var server = await ApiServer.StartAsync(settings);
        string first;
        await using (var before = await EventReader.OpenAsync(server))
        {
            server.Journal.Append(Sample.Decision(1));
            first = Assert.NotNull(await before.NextAsync()).EventId!;
        }

        server.Journal.Append(Sample.Decision(2));
        server.Journal.Append(Sample.Decision(3));
        await using var events = await EventReader.OpenAsync(server, lastEventId: first);
        var missed = await events.NextAsync(2);
        server.Journal.Append(Sample.Decision(4));
        var live = Assert.NotNull(await events.NextAsync());

        Assert.Equal([2, 3, 4], missed.Append(live).Select(static e => JsonNode.Parse(e.Data)!["desired"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Stream_AfterARestart_ResumesFromTheDatabase()
    {
        string database = await postgres.CreateDatabaseAsync();
        string first;
        await using (var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + database))
        {
            await using var before = await EventReader.OpenAsync(server);
            await server.StoredAsync(3);
            first = Assert.NotNull(await before.NextAsync()).EventId!;
        }

        await using var restarted = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + database);
        await restarted.ConnectedAsync();
        await using var events = await EventReader.OpenAsync(restarted, lastEventId: first);

        Assert.Equal([2, 3], (await events.NextAsync(2)).Select(static e => JsonNode.Parse(e.Data)!["desired"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Stream_AnOlderEventThanTheClientHas_IsSentWhenItComesAndToWhoReconnects()
    {
        await using var server = await ApiServer.StartAsync();
        var (ids, hub) = (server.Services.GetRequiredService<EventIds>(), server.Services.GetRequiredService<LiveHub>());
        var (ofTheKilledLeader, ofTheNext) = (Made(ids.Next(), 1), Made(ids.Next(), 2));
        hub.Publish([ofTheNext]);

        await using var connected = await EventReader.OpenAsync(server, lastEventId: $"{ofTheNext.EventId}");
        hub.Publish([ofTheKilledLeader]);
        await using var returning = await EventReader.OpenAsync(server, lastEventId: $"{ofTheNext.EventId}");

        Assert.Equal($"{ofTheKilledLeader.EventId}", Assert.NotNull(await connected.NextAsync()).EventId);
        Assert.Equal($"{ofTheKilledLeader.EventId}", Assert.NotNull(await returning.NextAsync()).EventId);
    }

    [Fact]
    public async Task Stream_AfterARestart_SendsAnOlderEventOfTheDatabaseAgain()
    {
        string database = await postgres.CreateDatabaseAsync();
        string second;
        await using (var server = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + database))
        {
            await using var before = await EventReader.OpenAsync(server);
            await server.StoredAsync(3);
            second = (await before.NextAsync(2))[1].EventId!;
        }

        await using var restarted = await ApiServer.StartAsync("--ConnectionStrings:Headroom=" + database);
        await restarted.ConnectedAsync();
        await using var events = await EventReader.OpenAsync(restarted, lastEventId: second);

        Assert.Equal([1, 3], (await events.NextAsync(2)).Select(static e => JsonNode.Parse(e.Data)!["desired"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Stream_AfterARestartWithoutDatabase_TellsOfTheGap()
    {
        await using var server = await ApiServer.StartAsync();
        await using var events = await EventReader.OpenAsync(server, lastEventId: "1000");

        Assert.Equal("gap", Assert.NotNull(await events.NextAsync()).EventType);
    }

    [Fact]
    public async Task Stream_WrongLastEventId_IsRefused()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = server.Client();
        client.DefaultRequestHeaders.Add("Last-Event-ID", "x");

        var problem = await client.GetJsonAsync("/api/v1/stream", HttpStatusCode.BadRequest);

        Assert.NotNull(problem["errors"]!["Last-Event-ID"]);
    }

    [Fact]
    public async Task Stream_WhileTheServerStops_EndsAtOnce()
    {
        var server = await ApiServer.StartAsync();
        await using var events = await EventReader.OpenAsync(server);

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Null(await events.NextAsync());
    }

    private static DecisionMade Made(long id, int desired) => DecisionMade.Of(new RecordedDecision(id, Sample.Decision(desired)));
}
