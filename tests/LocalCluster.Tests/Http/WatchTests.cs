using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Tests.Http;

public sealed class WatchTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Watch_FromAListsVersion_ReplaysWhatCameAfter()
    {
        await using var api = await ApiClient.StartAsync();
        var (_, list) = await api.SendAsync(HttpMethod.Get, ConfigMaps);
        await CreateAsync(api, "a", "x");
        await api.SendAsync(HttpMethod.Patch, ConfigMaps + "/a", """{"data":{"k":"v"}}""", "application/merge-patch+json");
        await api.SendAsync(HttpMethod.Delete, ConfigMaps + "/a");

        var types = new List<string?>();
        await foreach (var e in api.WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={list.Obj("metadata").Str("resourceVersion")}&timeoutSeconds=5"))
        {
            types.Add(e.Str("type"));
            if (types.Count == 3)
            {
                break;
            }
        }

        Assert.Equal(["ADDED", "MODIFIED", "DELETED"], types);
    }

    [Fact]
    public async Task Watch_ObjectLeavesTheSelector_IsDeletedForTheWatcher()
    {
        await using var api = await ApiClient.StartAsync();
        var (_, list) = await api.SendAsync(HttpMethod.Get, ConfigMaps);
        await CreateAsync(api, "a", "gold");
        await api.SendAsync(HttpMethod.Patch, ConfigMaps + "/a", """{"metadata":{"labels":{"tier":"tin"}}}""", "application/merge-patch+json");
        await api.SendAsync(HttpMethod.Patch, ConfigMaps + "/a", """{"metadata":{"labels":{"tier":"gold"}}}""", "application/merge-patch+json");

        var types = new List<string?>();
        var version = list.Obj("metadata").Str("resourceVersion");
        await foreach (var e in api.WatchAsync($"{ConfigMaps}?watch=true&labelSelector=tier%3Dgold&resourceVersion={version}"))
        {
            types.Add(e.Str("type"));
            if (types.Count == 3)
            {
                break;
            }
        }

        Assert.Equal(["ADDED", "DELETED", "ADDED"], types);
    }

    [Fact]
    public async Task Watch_VersionOutsideTheWindow_IsGone()
    {
        await using var api = await ApiClient.StartAsync(new LocalClusterOptions { WatchWindow = 4 });
        var (_, list) = await api.SendAsync(HttpMethod.Get, ConfigMaps);
        for (var i = 0; i < 8; i++)
        {
            await CreateAsync(api, $"a{i}", "x");
        }

        var events = await api.WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={list.Obj("metadata").Str("resourceVersion")}").ToListAsync();

        var error = Assert.Single(events);
        Assert.Equal("ERROR", error.Str("type"));
        Assert.Equal(410, error.Obj("object").Int("code"));
    }

    [Fact]
    public async Task Watch_AtItsTimeout_EndsWithABookmark()
    {
        await using var api = await ApiClient.StartAsync();
        var created = await CreateAsync(api, "a", "x");

        var events = await api.WatchAsync($"{ConfigMaps}?watch=true&allowWatchBookmarks=true&timeoutSeconds=1&fieldSelector=metadata.name%3Da").ToListAsync();

        Assert.Equal(["ADDED", "BOOKMARK"], events.Select(e => e.Str("type")));
        var bookmark = events[1].Obj("object");
        Assert.Equal("ConfigMap", bookmark.Str("kind"));
        Assert.True(long.Parse(bookmark.Obj("metadata").Str("resourceVersion")!) >= long.Parse(created));
    }

    [Fact]
    public async Task Watch_WithInitialEvents_IsRefusedSoThatClientsFallBack()
    {
        await using var api = await ApiClient.StartAsync();

        var (status, body) = await api.SendAsync(HttpMethod.Get, ConfigMaps + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan");

        Assert.Equal(422, (int)status);
        Assert.Equal("Invalid", body.Str("reason"));
    }

    private static async Task<string> CreateAsync(ApiClient api, string name, string tier)
    {
        var (_, body) = await api.SendAsync(
            HttpMethod.Post, ConfigMaps, $$$$"""{"metadata":{"name":"{{{{name}}}}","labels":{"tier":"{{{{tier}}}}"}}}""");
        return body.Obj("metadata").Str("resourceVersion")!;
    }
}
