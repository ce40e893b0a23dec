using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Messages;
using Headroom.ControlPlane.Api.Serverless;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Serverless.Records;
using Headroom.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Messages;

/// <summary>Two replicas over a real broker and a real database, each of which goes away.</summary>
public sealed class ReplicaMessagesTests(PostgresFixture postgres, RabbitMqFixture rabbit) : IClassFixture<RabbitMqFixture>
{
    [Fact]
    public async Task Decision_OfOneReplica_IsStreamedByBothWithTheSameId()
    {
        await using var pair = await ReplicaPair.StartAsync(await Skip(postgres).CreateDatabaseAsync(), rabbit.Server.Address);
        await using var here = await EventReader.OpenAsync(pair.First);
        await using var there = await EventReader.OpenAsync(pair.Second);

        pair.First.Journal.Append(Sample.Decision(1));
        pair.First.Journal.Append(Sample.Decision(2));

        var first = await here.NextAsync(2);
        var second = await there.NextAsync(2);
        Assert.Equal([1, 2], second.Select(static e => JsonNode.Parse(e.Data)!["desired"]!.GetValue<int>()));
        Assert.Equal(first.Select(static e => e.EventId), second.Select(static e => e.EventId));
        Assert.Contains("[+]messages: connected to amqp://127.0.0.1:", await ReplicaPair.ReadyAsync(pair.Second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ColdStart_OfOneReplica_IsKnownToTheOtherOnce()
    {
        await using var pair = await ReplicaPair.StartAsync(await Skip(postgres).CreateDatabaseAsync(), rabbit.Server.Address);
        var start = new ColdStart
        {
            Namespace = "prod", Service = "chat", ServiceUid = "uid-1", Pod = "chat-1", PodUid = "pod-1", Began = Sample.Noon, Cause = "FromZero", IsFromZero = true,
            WasAwaited = true, DecisionSeconds = 0.1, SchedulingSeconds = 0.2, ContainerStartSeconds = 1, LoadingSeconds = 2,
        };

        pair.First.Services.GetRequiredService<IServerlessJournal>().Append(start);
        pair.First.Services.GetRequiredService<IServerlessJournal>().Append(start);

        var there = pair.Second.Services.GetRequiredService<RecentServerless>();
        await Eventually.HoldsAsync(() => there.Starts("uid-1", 10).Count > 0);
        await Eventually.HoldsAsync(async () => await pair.First.CountAsync("outbox") == 0);
        Assert.Equal(start, Assert.Single(there.Starts("uid-1", 10)));
    }

    [Fact]
    public async Task Bus_ThatGaveUpOnABrokerThatAnswers_IsStartedAnewAndReadsWhatItMissed()
    {
        await using var pair = await ReplicaPair.StartAsync(await Skip(postgres).CreateDatabaseAsync(), rabbit.Server.Address);
        await using var there = await EventReader.OpenAsync(pair.Second);
        await pair.Second.Services.GetRequiredService<MessageBus>().Current.StopAsync(TestContext.Current.CancellationToken);
        pair.First.Journal.Append(Sample.Decision(1));

        Assert.Equal(1, JsonNode.Parse(Assert.NotNull(await there.NextAsync()).Data)!["desired"]!.GetValue<int>());
        await ReplicaPair.BrokerIsAsync(pair.Second, isConnected: true);
    }

    [Fact]
    public async Task Broker_AwayWhileTheReplicaThatDecidedEnds_LosesNothing()
    {
        await using var pair = await ReplicaPair.StartAsync(await Skip(postgres).CreateDatabaseAsync(), rabbit.Server.Address);
        await using var here = await EventReader.OpenAsync(pair.First);
        await using var there = await EventReader.OpenAsync(pair.Second);
        await rabbit.Server.KillAsync();

        foreach (int desired in Enumerable.Range(1, 3))
        {
            pair.First.Journal.Append(Sample.Decision(desired));
        }

        Assert.Equal(3, (await here.NextAsync(3)).Count);
        await Eventually.HoldsAsync(async () => await pair.Second.CountAsync("outbox") == 3);
        await Eventually.HoldsAsync(async () => await ReplicaPair.MetricAsync(pair.Second, "headroom_outbox_events") == 3);
        await ReplicaPair.BrokerIsAsync(pair.Second, isConnected: false);
        Assert.Equal(0, await ReplicaPair.MetricAsync(pair.Second, "headroom_broker_connected"));
        Assert.Contains("3 events wait", await ReplicaPair.ReadyAsync(pair.Second), StringComparison.Ordinal);
        await pair.EndFirstAsync();
        await rabbit.Server.StartAsync();

        Assert.Equal([1, 2, 3], (await there.NextAsync(3)).Select(static e => JsonNode.Parse(e.Data)!["desired"]!.GetValue<int>()));
        await Eventually.HoldsAsync(async () => await pair.Second.CountAsync("outbox") == 0);
    }

    [Fact]
    public async Task Database_Away_DecisionsReachTheOtherReplicaAllTheSameAndOnce()
    {
        _ = rabbit.Server;
        await using var own = await PostgresServer.CreateAsync();
        await using var pair = await ReplicaPair.StartAsync(own.ConnectionString("postgres"), rabbit.Server.Address);
        await using var there = await EventReader.OpenAsync(pair.Second);
        await own.KillAsync();
        await Poll.GetAsync(() => pair.First.State().IsAvailable, static up => !up);

        pair.First.Journal.Append(Sample.Decision(1));
        var live = Assert.NotNull(await there.NextAsync());
        await own.StartAsync();
        await pair.First.ConnectedAsync();
        await Poll.GetAsync(() => pair.First.CountAsync("decisions"), static rows => rows == 1);
        await Eventually.HoldsAsync(async () => await pair.First.CountAsync("outbox") == 0);
        pair.First.Journal.Append(Sample.Decision(2));

        Assert.Equal(1, JsonNode.Parse(live.Data)!["desired"]!.GetValue<int>());
        Assert.Equal(2, JsonNode.Parse(Assert.NotNull(await there.NextAsync()).Data)!["desired"]!.GetValue<int>());
    }

    private PostgresFixture Skip(PostgresFixture fixture)
    {
        _ = rabbit.Server;
        return fixture;
    }
}
