using System.Net;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Tests.Http;

public sealed class WriteTests
{
    private const string Autopilots = "/apis/test.headroom.dev/v1/namespaces/default/autopilots";
    private const string Chat = """{"apiVersion":"test.headroom.dev/v1","kind":"Autopilot","metadata":{"name":"chat"},"spec":{"target":{"name":"chat"},"maxReplicas":5}}""";

    [Fact]
    public async Task Update_FromAnOldVersion_Conflicts()
    {
        await using var api = await ApiClient.StartWithAutopilotsAsync();
        var (_, first) = await api.SendAsync(HttpMethod.Post, Autopilots, Chat);
        first.Obj("spec")!["maxReplicas"] = 6;
        var (ok, _) = await api.SendAsync(HttpMethod.Put, Autopilots + "/chat", first.ToJsonString());
        first.Obj("spec")!["maxReplicas"] = 7;

        var (status, body) = await api.SendAsync(HttpMethod.Put, Autopilots + "/chat", first.ToJsonString());

        Assert.Equal(HttpStatusCode.OK, ok);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal(
            "Operation cannot be fulfilled on autopilots.test.headroom.dev \"chat\": the object has been modified; please apply your changes to the latest version and try again",
            body.Str("message"));
    }

    [Fact]
    public async Task Patch_ThatChangesNothing_KeepsTheVersion()
    {
        await using var api = await ApiClient.StartWithAutopilotsAsync();
        var (_, created) = await api.SendAsync(HttpMethod.Post, Autopilots, Chat);

        var (_, patched) = await api.SendAsync(
            HttpMethod.Patch, Autopilots + "/chat", """{"spec":{"maxReplicas":5}}""", "application/merge-patch+json");

        Assert.Equal(created.Obj("metadata").Str("resourceVersion"), patched.Obj("metadata").Str("resourceVersion"));
    }

    [Fact]
    public async Task Update_OfAStatusThatIsNotThere_LeavesNone()
    {
        await using var api = await ApiClient.StartWithAutopilotsAsync();
        var (_, created) = await api.SendAsync(HttpMethod.Post, Autopilots, Chat);

        var (code, written) = await api.SendAsync(HttpMethod.Put, Autopilots + "/chat/status", created.ToJsonString());

        Assert.Equal((HttpStatusCode.OK, false), (code, written.ContainsKey("status")));
    }

    [Fact]
    public async Task Update_OfTheMainResource_LeavesStatusAlone_AndStatusLeavesSpecAlone()
    {
        await using var api = await ApiClient.StartWithAutopilotsAsync();
        await api.SendAsync(HttpMethod.Post, Autopilots, Chat);

        var (_, main) = await api.SendAsync(
            HttpMethod.Patch, Autopilots + "/chat", """{"status":{"replicas":9},"spec":{"maxReplicas":6}}""", "application/merge-patch+json");
        var (_, status) = await api.SendAsync(
            HttpMethod.Patch, Autopilots + "/chat/status", """{"status":{"replicas":4},"spec":{"maxReplicas":7}}""", "application/merge-patch+json");

        Assert.Null(main.Obj("status"));
        Assert.Equal(4, status.Obj("status").Int("replicas"));
        Assert.Equal(6, status.Obj("spec").Int("maxReplicas"));
        Assert.Equal(2, status.Obj("metadata").Int("generation"));
    }

    [Fact]
    public async Task Create_Invalid_NamesEveryCause()
    {
        await using var api = await ApiClient.StartWithAutopilotsAsync();

        var (status, body) = await api.SendAsync(
            HttpMethod.Post, Autopilots, """{"metadata":{"name":"x"},"spec":{"target":{},"maxReplicas":"many"}}""");

        Assert.Equal(422, (int)status);
        Assert.Equal("Invalid", body.Str("reason"));
        var causes = body.Obj("details").Arr("causes").Objects().Select(c => (c.Str("reason"), c.Str("field"), c.Str("message"))).ToArray();
        Assert.Contains(("FieldValueRequired", "spec.target.name", "Required value"), causes);
        Assert.Contains(("FieldValueTypeInvalid", "spec.maxReplicas", "Invalid value: \"string\": spec.maxReplicas in body must be of type integer: \"string\""), causes);
    }

    [Fact]
    public async Task Delete_WithAFinalizer_WaitsForItsRemoval()
    {
        await using var api = await ApiClient.StartWithAutopilotsAsync();
        await api.SendAsync(HttpMethod.Post, Autopilots, Chat.Replace("\"name\":\"chat\"}", "\"name\":\"chat\",\"finalizers\":[\"test.dev/hold\"]}"));

        var (_, marked) = await api.SendAsync(HttpMethod.Delete, Autopilots + "/chat");
        var (during, _) = await api.SendAsync(HttpMethod.Get, Autopilots + "/chat");
        await api.SendAsync(HttpMethod.Patch, Autopilots + "/chat", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
        var (after, _) = await api.SendAsync(HttpMethod.Get, Autopilots + "/chat");

        Assert.NotNull(marked.Obj("metadata").Str("deletionTimestamp"));
        Assert.Equal(HttpStatusCode.OK, during);
        Assert.Equal(HttpStatusCode.NotFound, after);
    }

    [Fact]
    public async Task Apply_WithoutAFieldItAppliedBefore_RemovesTheField()
    {
        await using var api = await ApiClient.StartWithAutopilotsAsync();
        const string Path = Autopilots + "/chat?fieldManager=me";
        var (created, _) = await api.SendAsync(HttpMethod.Patch, Path, Chat.Replace("\"maxReplicas\":5", "\"maxReplicas\":5,\"labels\":{\"a\":\"1\",\"b\":\"2\"}"), "application/apply-patch+yaml");

        var (status, body) = await api.SendAsync(HttpMethod.Patch, Path, Chat.Replace("\"maxReplicas\":5", "\"maxReplicas\":5,\"labels\":{\"a\":\"1\"}"), "application/apply-patch+yaml");

        Assert.Equal(HttpStatusCode.Created, created);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"a":"1"}""", body.Obj("spec").Obj("labels")!.ToJsonString());
    }

    [Fact]
    public async Task List_InPages_ShowsEveryObjectOnceUnderOneVersion()
    {
        await using var api = await ApiClient.StartWithAutopilotsAsync();
        for (var i = 0; i < 5; i++)
        {
            await api.SendAsync(HttpMethod.Post, Autopilots, Chat.Replace("\"metadata\":{\"name\":\"chat\"", $"\"metadata\":{{\"name\":\"chat-{i}\""));
        }

        var names = new List<string>();
        var versions = new HashSet<string?>();
        string? token = "";
        while (token is not null)
        {
            var (_, page) = await api.SendAsync(HttpMethod.Get, $"{Autopilots}?limit=2&continue={token}");
            names.AddRange(page.Arr("items").Objects().Select(i => i.Name()));
            versions.Add(page.Obj("metadata").Str("resourceVersion"));
            token = page.Obj("metadata").Str("continue");
        }

        Assert.Equal(["chat-0", "chat-1", "chat-2", "chat-3", "chat-4"], names);
        Assert.Single(versions);
    }
}
