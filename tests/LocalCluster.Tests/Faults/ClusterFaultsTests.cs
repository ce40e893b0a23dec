using System.Net;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Settings;
using Headroom.Kubernetes.Watching;
using Headroom.LocalCluster.Faults;
using Headroom.LocalCluster.Hosting;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.LocalCluster.Tests.Faults;

/// <summary>The product's own client and cache against every fault that the cluster can make.</summary>
public sealed class ClusterFaultsTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private LocalClusterHost? _host;
    private KubernetesClient? _client;
    private Informer<ConfigMap>? _cache;
    private Task _run = Task.CompletedTask;

    private ClusterFaults Faults => _host?.Faults ?? throw new InvalidOperationException();

    private KubernetesClient Client => _client ?? throw new InvalidOperationException();

    private Informer<ConfigMap> Cache => _cache ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _host = await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false, Nodes = [] }, TestContext.Current.CancellationToken);
        var connection = new KubernetesConnection(_host.Address) { Token = new StaticToken(_host.AdminToken) };
        _client = new KubernetesClient(connection, TimeProvider.System, NullLoggerFactory.Instance);
        var options = new InformerOptions<ConfigMap> { Namespace = "default", MinBackoff = TimeSpan.FromMilliseconds(5), MaxBackoff = TimeSpan.FromMilliseconds(100), PageSize = 2 };
        _cache = new Informer<ConfigMap>(_client, ConfigMap.Type, options, TimeProvider.System, NullLoggerFactory.Instance);
        _run = _cache.RunAsync(_stop.Token);
        await _cache.WaitForSyncAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        Client.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _stop.Dispose();
    }

    [Theory]
    [InlineData(410, true)]
    [InlineData(410, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    public async Task Cache_WatchesDroppedAndThenRefused_CatchesUp(int code, bool inStream)
    {
        await PutAsync("before");
        await Eventually.HoldsAsync(() => Cache.Find(Key("before")) is not null);

        Faults.Set(new FaultRule { Verb = "watch", Answer = code, InStream = inStream });
        Faults.DropWatches();
        await Eventually.HoldsAsync(() => Faults.Injected.GetValueOrDefault(inStream ? "410-in-stream" : $"{code}") > 1);
        await Client.DeleteAsync(ConfigMap.Type.Resource, Key("before"), DeleteOptions.Default, CancellationToken.None);
        await PutAsync("after");
        Faults.Set();

        await Eventually.HoldsAsync(() => Cache.Find(Key("after")) is not null && Cache.Find(Key("before")) is null);
        Assert.True(Faults.Injected["dropped-watch"] >= 1);
    }

    [Fact]
    public async Task Cache_ServerRestarts_CatchesUp()
    {
        Faults.Restart(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync("too-early"));

        await PutUntilAcceptedAsync("later");
        await Eventually.HoldsAsync(() => Cache.Find(Key("later")) is not null);
    }

    [Fact]
    public async Task List_TokenExpiresOnALaterPage_StartsOver()
    {
        for (var i = 0; i < 5; i++)
        {
            await PutAsync($"m{i}");
        }

        // Five objects are three pages: at even odds most lists fail, some of them half-way.
        Faults.Set(
            new FaultRule { Verb = "list", Resource = "configmaps", Answer = 410, Probability = 0.5 },
            new FaultRule { Verb = "watch", Resource = "configmaps", Answer = 410 });
        Faults.DropWatches();
        await Client.DeleteAsync(ConfigMap.Type.Resource, Key("m3"), DeleteOptions.Default, CancellationToken.None);
        await Eventually.HoldsAsync(() => Faults.Injected.GetValueOrDefault("410") > 8);
        Faults.Set();

        await Eventually.HoldsAsync(() => Cache.Find(Key("m3")) is null && Cache.Find(Key("m4")) is not null);
    }

    [Fact]
    public async Task Write_TurnedAway_WaitsAsLongAsTold()
    {
        Faults.Set(new FaultRule { Verb = "patch", Answer = 429, RetryAfter = TimeSpan.Zero, Probability = 0.5 });

        for (var i = 0; i < 4; i++)
        {
            await PutUntilAcceptedAsync($"m{i}");
        }

        Assert.True(Faults.Injected["429"] > 0);
    }

    [Fact]
    public async Task Write_AnswerLost_WasDoneAllTheSame()
    {
        Faults.Set(new FaultRule { Verb = "patch", LosesAnswer = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync("done"));

        await Eventually.HoldsAsync(() => Cache.Find(Key("done")) is not null);
    }

    [Fact]
    public async Task OnWrite_Write_SaysWhoWroteWhat()
    {
        var seen = new TaskCompletionSource<ServedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        Faults.OnWrite = request => seen.TrySetResult(request);

        await PutAsync("seen");
        var request = await seen.Task;

        Assert.Equal((_host?.AdminToken, "PATCH", (int)HttpStatusCode.Created), (request.Token, request.Method, request.Code));
        Assert.EndsWith("/configmaps/seen", request.Path, StringComparison.Ordinal);
        Assert.Contains("\"seen\"", request.Body, StringComparison.Ordinal);
        Assert.True(request.Answered >= request.Arrived);
    }

    private static ObjectKey Key(string name) => new("default", name);

    private static async Task<bool> SucceedsAsync(Task write)
    {
        try
        {
            await write;
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or KubernetesApiException)
        {
            return false;
        }
    }

    private async Task PutUntilAcceptedAsync(string name)
    {
        while (!await SucceedsAsync(PutAsync(name)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }
    }

    private Task<ConfigMap> PutAsync(string name) => Client.ApplyAsync(
        ConfigMap.Type, new ConfigMap { Metadata = new ObjectMeta { Namespace = "default", Name = name } }, null, CancellationToken.None);
}
