using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Watching;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Kubernetes.Tests.Discovery;

public sealed class ResourceDiscoveryTests
{
    private const string Apps =
        """{"resources":[{"name":"deployments","kind":"Deployment","namespaced":true,"verbs":["list","watch"]},{"name":"deployments/scale","kind":"Scale","group":"autoscaling","version":"v1","namespaced":true}]}""";

    [Fact]
    public async Task Find_KnownKind_SaysWhetherItScalesAndAsksOnce()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.JsonAsync(Apps));
        var discovery = new ResourceDiscovery(server.Client(), new ManualTime());

        var found = await discovery.FindAsync("apps/v1", "Deployment", ct);
        await discovery.FindAsync("apps/v1", "Deployment", ct);

        Assert.Equal(new ResourceType("apps", "v1", "deployments", "Deployment", IsNamespaced: true), found?.Resource);
        Assert.True(found?.HasScale);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Find_UnknownGroup_IsNullAndAskedForAgainLater()
    {
        var ct = TestContext.Current.CancellationToken;
        var time = new ManualTime();
        await using var server = await ScriptedApiServer.StartAsync((context, _) => context.StatusAsync(404, "NotFound"));
        var discovery = new ResourceDiscovery(server.Client(), time);

        Assert.Null(await discovery.FindAsync("apps/v1", "Deployment", ct));
        Assert.Null(await discovery.FindAsync("apps/v1", "Deployment", ct));
        Assert.Single(server.Requests);
        time.Advance(TimeSpan.FromSeconds(31));
        server.Answer = (context, _) => context.JsonAsync(Apps);

        Assert.NotNull(await discovery.FindAsync("apps/v1", "Deployment", ct));
    }

    [Fact]
    public async Task Informer_AnyKind_AsksForMetadataAndReadsWholeObjectsToo()
    {
        var maps = new ScriptedCollection();
        maps.Set("5", ScriptedCollection.Item("a", "4", "ignored"));
        await using var server = await ScriptedApiServer.StartAsync(maps.AnswerAsync);
        using var stop = new CancellationTokenSource();
        var type = PartialObjectMetadata.Of(new ResourceType("x.dev", "v1", "things", "Thing", IsNamespaced: true));
        var informer = new Informer<PartialObjectMetadata>(
            server.Client(), type, new InformerOptions<PartialObjectMetadata>(), TimeProvider.System, NullLoggerFactory.Instance);

        var run = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Thing", informer.Find(new ObjectKey("ns", "a"))?.Kind);
        Assert.Equal(
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json", server.Requests.First(r => !r.Target.Contains("watch=true", StringComparison.Ordinal)).Header("Accept"));
        await stop.CancelAsync();
        await run;
    }
}
