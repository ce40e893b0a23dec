using System.Net;
using Headroom.ControlPlane.Api.Store;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Kubernetes;
using Headroom.Operators.Serverless.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Serverless;

public sealed class ServerlessEndpointsTests(PostgresFixture postgres)
{
    private const string Chat = "/api/v1/serverless-services/prod/chat";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task List_Services_SaysWhyEachHasItsReplicas()
    {
        await using var server = await StartAsync();
        using var client = server.Client();

        var page = await client.GetJsonAsync("/api/v1/serverless-services");
        var elsewhere = await client.GetJsonAsync("/api/v1/serverless-services?namespace=dev");

        var item = Assert.Single(page["items"]!.AsArray())!;
        Assert.Equal(("chat", "Expected", 0, "Idle", "nobody asked for 30s"), (
            item["name"]!.GetValue<string>(), item["policy"]!.GetValue<string>(), item["replicas"]!.GetValue<int>(), item["reason"]!.GetValue<string>(), item["message"]!.GetValue<string>()));
        Assert.Null(item["queued"]);
        Assert.Empty(elsewhere["items"]!.AsArray());
    }

    [Fact]
    public async Task ColdStarts_WithoutADatabase_ComeFromMemoryAsPartsInTheirOrder()
    {
        await using var server = await StartAsync();
        var journal = server.Services.GetRequiredService<IServerlessJournal>();
        journal.Append(Start("old", Noon) with { ServiceUid = "another" });
        journal.Append(Start("a", Noon));
        journal.Append(Start("b", Noon.AddMinutes(1)) with { FirstByteSeconds = null });
        using var client = server.Client();

        var items = (await client.GetJsonAsync(Chat + "/cold-starts"))["items"]!.AsArray();

        Assert.Equal(["b", "a"], items.Select(static i => i!["pod"]!.GetValue<string>()));
        Assert.Equal(
            ["decision 0 0.1", "scheduling 0.1 0.2", "image-pull 0.3 1.5", "container-start 1.8 0.4", "loading 2.2 3", "first-byte 5.2 0.01"],
            items[1]!["parts"]!.AsArray().Select(static p => $"{p!["name"]} {p["offsetSeconds"]} {p["seconds"]}"));
        Assert.Equal(5.21, items[1]!["totalSeconds"]!.GetValue<double>());
        Assert.DoesNotContain(items[0]!["parts"]!.AsArray(), static p => p!["name"]!.GetValue<string>() == "first-byte");
    }

    [Fact]
    public async Task History_AfterARestart_ComesFromTheDatabase()
    {
        // Now: a server that starts drops what is past its retention.
        var now = TimeProvider.System.GetUtcNow();
        var database = "--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync();
        await using (var first = await StartAsync(database))
        {
            await first.ConnectedAsync();
            var journal = first.Services.GetRequiredService<IServerlessJournal>();
            journal.Append(Start("a", now) with { ImagePullSeconds = null });
            journal.Append(new ServiceDecision("prod", "chat", "uid", now, 0, 1, "Wanted", "requests wait"));
            // It ends at once: what was taken is stored on the way out.
        }

        await using var server = await StartAsync(database);
        await server.ConnectedAsync();
        using var client = server.Client();

        var start = Assert.Single((await client.GetJsonAsync(Chat + "/cold-starts"))["items"]!.AsArray())!;
        Assert.Equal(("a", 3.71), (start["pod"]!.GetValue<string>(), start["totalSeconds"]!.GetValue<double>()));
        var decision = Assert.Single((await client.GetJsonAsync(Chat + "/decisions"))["items"]!.AsArray())!;
        Assert.Equal((0, 1, "Wanted"), (decision["replicasBefore"]!.GetValue<int>(), decision["replicas"]!.GetValue<int>(), decision["reason"]!.GetValue<string>()));

        await server.Services.GetRequiredService<StoredServerless>().ExpireAsync(now.AddDays(1), CancellationToken.None);
        Assert.Empty((await client.GetJsonAsync(Chat + "/cold-starts"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("admin", "/api/v1/serverless-services/prod/other", HttpStatusCode.NotFound)]
    [InlineData("admin", Chat + "/cold-starts?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("admin", Chat + "/decisions?limit=9999", HttpStatusCode.BadRequest)]
    [InlineData("reader-dev", Chat + "/cold-starts", HttpStatusCode.Forbidden)]
    [InlineData("reader-prod", Chat + "/cold-starts", HttpStatusCode.OK)]
    [InlineData("reader-prod", "/api/v1/serverless-services", HttpStatusCode.Forbidden)]
    [InlineData("nobody", Chat, HttpStatusCode.Unauthorized)]
    public async Task Get_WhatIsNotThereOrNotAllowed_SaysSo(string token, string path, HttpStatusCode expected)
    {
        await using var server = await StartAsync();
        using var client = server.Client(token);

        using var answer = await client.GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static Task<ApiServer> StartAsync(params string[] settings) =>
        ApiServer.StartAsync(static builder => builder.Services.AddSingleton<IServerlessQueries>(new OneService()), settings);

    private static ColdStart Start(string pod, DateTimeOffset began) => new()
    {
        Namespace = "prod", Service = "chat", ServiceUid = "uid", Pod = pod, PodUid = pod, Began = began, Cause = "Wanted", IsFromZero = true, WasAwaited = true,
        DecisionSeconds = 0.1, SchedulingSeconds = 0.2, ImagePullSeconds = 1.5, ContainerStartSeconds = 0.4, LoadingSeconds = 3, FirstByteSeconds = 0.01,
    };

    private sealed class OneService : IServerlessQueries
    {
        private static readonly ServerlessSummary Service = new()
        {
            Namespace = "prod", Name = "chat", Uid = "uid", Url = "http://chat.test", Policy = "Expected", KeepAlive = "30s", Min = 0, Max = 3,
            Replicas = 0, Ready = 0, ColdStarts = 2, Reason = "Idle", Message = "nobody asked for 30s", IsPaused = false, Conditions = [],
        };

        public IReadOnlyList<ServerlessSummary> List() => [Service];

        public ServerlessSummary? Find(ObjectKey key) => key == new ObjectKey("prod", "chat") ? Service : null;
    }
}
