using System.Net;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Simulation;
using Headroom.LocalCluster.Tests.Http;

namespace Headroom.LocalCluster.Tests.Snapshots;

/// <summary>A cluster that is stopped and started again on the same file.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Autopilots = "/apis/test.headroom.dev/v1/namespaces/default/autopilots";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshot-");

    private string File => Path.Combine(_folder.FullName, "cluster.snapshot");

    private LocalClusterOptions Options => new() { Snapshot = File, StartDelay = new StartDelay(0.01, 0) };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Restart_OnASnapshot_BringsTheSameObjectsBack()
    {
        string? map, pilot, version;
        await using (var api = await ApiClient.StartWithAutopilotsAsync(Options))
        {
            map = (await api.SendAsync(HttpMethod.Post, Maps, """{"metadata":{"name":"a"},"data":{"k":"ü"}}""")).Body.Obj("metadata").Str("uid");
            var (_, made) = await api.SendAsync(HttpMethod.Post, Autopilots, """{"metadata":{"name":"chat"},"spec":{"target":{"name":"chat"},"maxReplicas":3}}""");
            (pilot, version) = (made.Obj("metadata").Str("uid"), made.Obj("metadata").Str("resourceVersion"));
        }

        await using var again = await ApiClient.StartAsync(Options);
        var (_, restoredMap) = await again.SendAsync(HttpMethod.Get, Maps + "/a");
        var (_, restoredPilot) = await again.SendAsync(HttpMethod.Get, Autopilots + "/chat");
        var (_, next) = await again.SendAsync(HttpMethod.Post, Maps, """{"metadata":{"name":"b"}}""");
        var (_, first) = await again.SendAsync(HttpMethod.Get, "/api/v1/namespaces/default");
        var events = new List<string?>();
        await foreach (var e in again.WatchAsync($"{Autopilots}?watch=true&resourceVersion={long.Parse(version!) - 1}&timeoutSeconds=5"))
        {
            events.Add(e.Obj("object").Str("reason"));
        }

        Assert.Null(again.Host.CorruptSnapshot);
        Assert.Equal((map, "ü"), (restoredMap.Obj("metadata").Str("uid"), restoredMap.Obj("data").Str("k")));
        Assert.Equal((pilot, version), (restoredPilot.Obj("metadata").Str("uid"), restoredPilot.Obj("metadata").Str("resourceVersion")));
        Assert.True(long.Parse(next.Obj("metadata").Str("resourceVersion")!) > long.Parse(version!));
        Assert.NotEqual(first.Obj("metadata").Str("uid"), next.Obj("metadata").Str("uid"));
        Assert.Equal(["Expired"], events);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("cut")]
    [InlineData("foreign")]
    public async Task Restart_OnACorruptSnapshot_KeepsItAsideAndSaysSo(string damage)
    {
        await using (var api = await ApiClient.StartAsync(Options))
        {
            await api.SendAsync(HttpMethod.Post, Maps, """{"metadata":{"name":"a"},"data":{"k":"v"}}""");
        }

        var text = await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken);
        var broken = damage switch
        {
            "changed" => text.Replace("\"k\":\"v\"", "\"k\":\"w\"", StringComparison.Ordinal),
            "cut" => text[..(text.Length / 2)],
            _ => "not a snapshot",
        };
        await System.IO.File.WriteAllTextAsync(File, broken, TestContext.Current.CancellationToken);

        await using var again = await ApiClient.StartAsync(Options);
        var (status, _) = await again.SendAsync(HttpMethod.Get, Maps + "/a");

        Assert.Equal(HttpStatusCode.NotFound, status);
        var aside = Assert.Single(Directory.GetFiles(_folder.FullName, "*.corrupt-*"));
        Assert.Contains(aside, again.Host.CorruptSnapshot, StringComparison.Ordinal);
        Assert.Equal(broken, await System.IO.File.ReadAllTextAsync(aside, TestContext.Current.CancellationToken));
    }
}
