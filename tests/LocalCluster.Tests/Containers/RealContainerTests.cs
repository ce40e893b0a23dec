using System.Net;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Tests.Http;
using Headroom.Testing;

namespace Headroom.LocalCluster.Tests.Containers;

/// <summary>Pods that a real process stands for: they answer at their address for as long as they are there.</summary>
public sealed class RealContainerTests : IDisposable
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("containers-");
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private LocalClusterOptions Options => new() { Snapshot = Path.Combine(_folder.FullName, "cluster.snapshot") };

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Pod_ThroughItsLife_AnswersRestartsAndEndsWithIt()
    {
        await using var api = await ApiClient.StartAsync(Options);
        await CreateAsync(api);

        var address = await ReadyAddressAsync(api, restarts: 0);
        Assert.StartsWith($"web at {address.Host}:{address.Port}: request 1, ", await _http.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // It dies while it answers, and comes back, not ready in between.
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _http.GetStringAsync(new Uri(address, "/?exit=3"), TestContext.Current.CancellationToken));
        address = await ReadyAddressAsync(api, restarts: 1);
        Assert.Contains("request 1,", await _http.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await api.SendAsync(HttpMethod.Delete, Pods + "/web");
        await Eventually.HoldsAsync(async () => (await api.SendAsync(HttpMethod.Get, Pods + "/web")).Status == HttpStatusCode.NotFound);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _http.GetStringAsync(address, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Cluster_StopsAndStarts_EndsTheProcessAndStartsItAnew()
    {
        Uri address;
        await using (var api = await ApiClient.StartAsync(Options))
        {
            await CreateAsync(api);
            address = await ReadyAddressAsync(api, restarts: 0);
        }

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _http.GetStringAsync(address, TestContext.Current.CancellationToken));

        await using var again = await ApiClient.StartAsync(Options);
        address = await ReadyAddressAsync(again, restarts: 1);
        Assert.Contains("request 1,", await _http.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task CreateAsync(ApiClient api)
    {
        var (status, _) = await api.SendAsync(HttpMethod.Post, Pods,
            """
            {"metadata":{"name":"web","annotations":{"local.headroom.dev/program":"http","local.headroom.dev/start-seconds":"0"}},
             "spec":{"containers":[{"name":"app","image":"app","ports":[{"containerPort":8471}]}]}}
            """);
        Assert.Equal(HttpStatusCode.Created, status);
    }

    private static async Task<Uri> ReadyAddressAsync(ApiClient api, int restarts)
    {
        JsonObject pod = [];
        await Eventually.HoldsAsync(async () =>
        {
            pod = (await api.SendAsync(HttpMethod.Get, Pods + "/web")).Body;
            return pod.Obj("status").Arr("containerStatuses").Objects().Any(c => c.Bool("ready") is true && c.Int("restartCount") == restarts);
        });
        return new Uri($"http://{pod.Obj("status").Str("podIP")}:8471/");
    }
}
