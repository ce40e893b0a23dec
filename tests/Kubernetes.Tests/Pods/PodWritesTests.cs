using System.Text.Json.Nodes;
using Headroom.Kubernetes.Pods;
using Headroom.Testing;

namespace Headroom.Kubernetes.Tests.Pods;

public sealed class PodWritesTests
{
    private const string Budget =
        """{"kind":"Status","code":429,"reason":"TooManyRequests","details":{"causes":[{"reason":"DisruptionBudget"}]}}""";

    private static readonly ObjectKey Pod = new("ns", "p");

    [Theory]
    [InlineData(201, "{}", EvictionOutcome.Evicted)]
    [InlineData(404, """{"kind":"Status","code":404}""", EvictionOutcome.Gone)]
    [InlineData(429, Budget, EvictionOutcome.Blocked)]
    public async Task Evict_Answer_IsNamed(int code, string answer, EvictionOutcome expected)
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync(answer, code));

        var outcome = await server.Client().EvictAsync(
            Pod, new DeleteOptions { Uid = "u-1", GracePeriodSeconds = 0 }, TestContext.Current.CancellationToken);

        Assert.Equal(expected, outcome);
        var sent = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/api/v1/namespaces/ns/pods/p/eviction"), (sent.Method, sent.Target));
        var body = JsonNode.Parse(sent.Body);
        Assert.Equal(("policy/v1", "Eviction"), (body?["apiVersion"]?.ToString(), body?["kind"]?.ToString()));
        Assert.Equal("u-1", body?["deleteOptions"]?["preconditions"]?["uid"]?.ToString());
    }

    [Fact]
    public async Task Evict_ServerOverloaded_IsNotTakenForABudget()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.StatusAsync(429, "TooManyRequests"));

        await Assert.ThrowsAsync<KubernetesApiException>(
            () => server.Client().EvictAsync(Pod, DeleteOptions.Default, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Bind_Pod_NamesTheNodeAndTheUid()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync("{}", 201));

        await server.Client().BindAsync(Pod, "u-1", "node-3", TestContext.Current.CancellationToken);

        var sent = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/api/v1/namespaces/ns/pods/p/binding"), (sent.Method, sent.Target));
        Assert.Equal(
            """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"p","namespace":"ns","uid":"u-1"},"target":{"apiVersion":"v1","kind":"Node","name":"node-3"}}""",
            sent.Body);
    }
}
