using Headroom.Activator.Hosting;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Events;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Manifests;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.LocalCluster.Hosting;
using Headroom.Operators.Autoscaling.Observing;
using Headroom.Operators.Hosting;
using Headroom.Operators.Runtime;
using Headroom.Operators.Serverless;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.ColdStarts;
using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.KeepAlive;
using Headroom.Operators.Serverless.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Headroom.Activator.Tests.Cluster;

/// <summary>A local cluster, the controller of ServerlessServices and an activator that follows the cluster.</summary>
internal sealed class ServerlessCluster : IAsyncDisposable
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly LocalClusterHost _host;
    private readonly string _kubeconfig = Path.GetTempFileName();
    private WebApplication? _activator;
    private ServerlessHost? _controller;
    private ServerlessObserver? _observer;
    private CancellationTokenSource _controllerEnd = new();
    private Task _background = Task.CompletedTask;

    private ServerlessCluster(LocalClusterHost host)
    {
        _host = host;
        Client = new KubernetesClient(new KubernetesConnection(host.Address) { Token = new StaticToken(host.AdminToken) }, Time, NullLoggerFactory.Instance);
    }

    public KubernetesClient Client { get; }

    /// <summary>What the controller recorded.</summary>
    public RecordedServerless Journal { get; } = new();

    /// <summary>What it learned; it outlives the controller.</summary>
    public LearnedInMemory Learned { get; } = new();

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public static async Task<ServerlessCluster> StartAsync()
    {
        var cluster = new ServerlessCluster(await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false }, CancellationToken.None));
        var applier = new ManifestApplier(cluster.Client, new ResourceDiscovery(cluster.Client, Time), Time);
        await applier.ApplyAllAsync(await File.ReadAllTextAsync(Path.Combine(Root(), "charts/headroom/crds/serverlessservices.headroom.dev.yaml")), CancellationToken.None);
        await cluster.StartActivatorAsync();
        await cluster.StartControllerAsync();
        return cluster;
    }

    /// <summary>Pods whose address is the loopback's, so that the backend behind the port answers for them.</summary>
    public Task CreateAsync(string name, string host, int port, string keepAlive = "1s") =>
        Client.CreateAsync(ServerlessService.Type, new ServerlessService
        {
            Metadata = new ObjectMeta { Name = name, Namespace = "default" },
            Spec = new ServerlessSpec
            {
                Port = port,
                Route = new ServerlessRouteSpec { Host = host },
                Scale = new ServerlessScaleSpec { KeepAlive = keepAlive, Window = "1s" },
                Template = System.Text.Json.Nodes.JsonNode.Parse(
                    """
                    {"metadata":{"annotations":{"local.headroom.dev/start-seconds":"0","local.headroom.dev/pod-ip":"127.0.0.1"}},
                     "spec":{"terminationGracePeriodSeconds":0,"containers":[{"name":"app","image":"app"}]}}
                    """)!.AsObject(), // it is an object
            },
        }, CancellationToken.None);

    public async Task<string> GetAsync(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;
        using var response = await Http.SendAsync(request);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    public async Task<ServerlessStatus?> StatusAsync(string name) =>
        (await Client.GetAsync(ServerlessService.Type, new ObjectKey("default", name), CancellationToken.None)).Status;

    /// <summary>Events about the service, as reason and note.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string name)
    {
        var type = UnstructuredObject.Of(new ResourceType("events.k8s.io", "v1", "events", "Event", IsNamespaced: true));
        var events = await Client.ListAsync(type, "default", ListOptions.All, CancellationToken.None);
        return [.. events.Items.Where(e => Field(e, "regarding").GetProperty("name").GetString() == name).Select(static e => $"{Field(e, "reason")}: {Field(e, "note")}")];
    }

    /// <summary>Ends the controller in order and starts another, as a change of leader does.</summary>
    /// <returns>The gaps that the new one knows of the service, before any request.</returns>
    public async Task<IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)>> RestartControllerAsync(string name)
    {
        await StopControllerAsync();
        await StartControllerAsync();
        var service = await Client.GetAsync(ServerlessService.Type, new ObjectKey("default", name), CancellationToken.None);
        await Testing.Eventually.HoldsAsync(() => _observer!.Memories.Any(m => m.Uid == service.Metadata.Uid)); // started above
        return _observer!.Memory(service).History.Gaps();
    }

    public async ValueTask DisposeAsync()
    {
        await StopControllerAsync();
        if (_activator is not null)
        {
            await _activator.StopAsync();
            await _activator.DisposeAsync();
        }

        Http.Dispose();
        Client.Dispose();
        await _host.DisposeAsync();
        File.Delete(_kubeconfig);
    }

    private static System.Text.Json.JsonElement Field(UnstructuredObject item, string name) => item.Fields![name]; // events have these

    private async Task StopControllerAsync()
    {
        if (_controller is not null)
        {
            await _controller.StopAsync(CancellationToken.None);
        }

        await _controllerEnd.CancelAsync();
        await _background;
        _controllerEnd.Dispose();
        _controllerEnd = new CancellationTokenSource();
    }

    private async Task StartActivatorAsync()
    {
        await File.WriteAllTextAsync(_kubeconfig, _host.Kubeconfig);
        _activator = ActivatorHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Activator:Address"] = "127.0.0.1", ["Activator:Port"] = "0", ["Activator:H2cPort"] = "0", ["Activator:AdminPort"] = "0",
                ["Activator:DrainDelay"] = "00:00:00", ["Activator:ShutdownLimit"] = "00:00:05", ["Activator:Kubeconfig"] = _kubeconfig,
            });
            builder.Logging.ClearProviders();
        });
        await _activator.StartAsync();
        Http.BaseAddress = new Uri(_activator.Urls.First());
    }

    private async Task StartControllerAsync()
    {
        var elector = new LeaderElector(Client, new LeaderElectionOptions { Namespace = "default", Name = "test", Identity = "test" }, Time, NullLoggerFactory.Instance);
        var services = NewInformer(ServerlessService.Type, new InformerOptions<ServerlessService>());
        var deployments = NewInformer(Deployment.Type, new InformerOptions<Deployment> { Transform = Trimming.Deployment });
        var namespaces = NewInformer(Namespace.Type, new InformerOptions<Namespace>());
        var demand = new DemandReader(
            Options.Create(new ServerlessOptions { Activators = _activator!.Urls.Last() }), Time, NullLogger<DemandReader>.Instance); // started above
        var (keepers, pods) = (new Keepers(), new ServerlessPods(Client, Time, NullLoggerFactory.Instance));
        var observer = _observer = new ServerlessObserver(services, deployments, demand, new FreezeWatch(namespaces, "default"), keepers, Time);
        var learning = new ServerlessLearning(Learned, services, observer, keepers, elector, Time, NullLogger<ServerlessLearning>.Instance);
        var events = new EventRecorder(Client, new EventRecorderOptions { Controller = "headroom.dev/test", Instance = "test" }, Time, NullLoggerFactory.Instance);
        var starts = new ColdStartRecorder(
            new ColdStartWatcher(pods, Time), services, demand, observer, Client, elector, Journal, Time, NullLogger<ColdStartRecorder>.Instance);
        var runner = new ControllerRunner<ObjectKey>(
            new ControllerOptions<ObjectKey> { Name = "serverless", ResyncKeys = () => services.Items.Select(static s => s.Key), Informers = [services, deployments, namespaces], Elector = elector },
            new ServerlessReconciler(learning, observer, new ServerlessActuator(Client, elector, events, Journal)), Time, Time, NullLoggerFactory.Instance);
        _controller = new ServerlessHost(services, deployments, pods, observer, demand, keepers, learning, starts, runner);
        var ended = _controllerEnd.Token;
        _background = Task.WhenAll(elector.RunAsync(ended), deployments.RunAsync(ended), namespaces.RunAsync(ended), events.RunAsync(ended));
        await _controller.StartAsync(CancellationToken.None);
    }

    private Informer<T> NewInformer<T>(ResourceType<T> type, InformerOptions<T> options)
        where T : KubernetesObject => new(Client, type, options, Time, NullLoggerFactory.Instance);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Cloud.sln"))) // a folder above holds it
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
