using System.Text.Json.Nodes;
using Headroom.Kubernetes.Patches;
using Headroom.Kubernetes.Workloads;
using Headroom.Testing;

namespace Headroom.Kubernetes.Tests.Patches;

public sealed class UpdateTests
{
    private const string Stored = """
        {"apiVersion":"apps/v1","kind":"Deployment",
         "metadata":{"name":"a","namespace":"ns","resourceVersion":"7","labels":{"x":"1","y":"2"},"unheardOf":{"a":1}},
         "spec":{"replicas":2,"unheardOf":[1,2],"paused":true}}
        """;

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", null)]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":2}""")]
    [InlineData("""{"a":1,"b":{"c":1}}""", """{"b":{"c":1}}""", """{"a":null}""")]
    [InlineData("""{"b":{"c":1,"d":2}}""", """{"b":{"c":1,"e":3}}""", """{"b":{"d":null,"e":3}}""")]
    [InlineData("""{"l":[1,2]}""", """{"l":[1,3]}""", """{"l":[1,3]}""")]
    [InlineData("""{"a":{"x":1}}""", """{"a":"text"}""", """{"a":"text"}""")]
    public void Between_TwoDocuments_IsTheSmallestPatch(string before, string after, string? expected) =>
        Assert.Equal(expected, MergeDifference.Between(Parse(before), Parse(after))?.ToJsonString());

    [Fact]
    public async Task Update_OneField_SendsThatFieldAndTheVersionThatWasRead()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync(Stored));
        using var client = server.Client();
        var ct = TestContext.Current.CancellationToken;
        var before = await client.GetAsync(Deployment.Type, new ObjectKey("ns", "a"), ct);
        var after = new Deployment { Metadata = before.Metadata, Spec = before.Spec! with { Replicas = 5 }, Status = before.Status };

        await client.UpdateAsync(Deployment.Type, before, after, null, ct);

        // What was never read is never named: the server keeps it.
        Assert.Equal("PATCH", server.Requests[1].Method);
        Assert.Equal("application/merge-patch+json", server.Requests[1].Header("Content-Type"));
        Assert.Equal("""{"spec":{"replicas":5},"metadata":{"resourceVersion":"7"}}""", server.Requests[1].Body);
    }

    [Fact]
    public async Task Update_NothingDiffers_SendsNothing()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync(Stored));
        using var client = server.Client();
        var ct = TestContext.Current.CancellationToken;
        var read = await client.GetAsync(Deployment.Type, new ObjectKey("ns", "a"), ct);

        Assert.Same(read, await client.UpdateAsync(Deployment.Type, read, read, null, ct));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Update_MovedOnSince_Conflicts()
    {
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.StatusAsync(409, "Conflict"));
        var before = new Deployment { Metadata = new ObjectMeta { Namespace = "ns", Name = "a", ResourceVersion = "7" } };
        var after = new Deployment { Metadata = before.Metadata, Spec = new WorkloadSpec { Replicas = 1 } };

        var refusal = await Assert.ThrowsAsync<KubernetesApiException>(
            () => server.Client().UpdateAsync(Deployment.Type, before, after, null, TestContext.Current.CancellationToken));

        Assert.True(refusal.IsConflict);
    }

    [Fact]
    public async Task Replace_UnstructuredObject_HandsBackWhatIsNotKnownHere()
    {
        await using var server = await ScriptedApiServer.StartAsync(
            (context, request) => context.JsonAsync(request.Method == "GET" ? Stored : request.Body));
        using var client = server.Client();
        var type = UnstructuredObject.Of(Deployment.Type.Resource);
        var ct = TestContext.Current.CancellationToken;

        var read = await client.GetAsync(type, new ObjectKey("ns", "a"), ct);
        await client.ReplaceAsync(type, read, null, ct);

        Assert.True(JsonNode.DeepEquals(Parse(Stored)["spec"], Parse(server.Requests[1].Body)["spec"]));
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)?.AsObject() ?? [];
}
