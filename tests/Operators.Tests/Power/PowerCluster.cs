using System.Text.Json.Nodes;
using Headroom.Contracts.Power;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Manifests;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Simulation;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Power;
using Headroom.Operators.Power.Allowances;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Energy;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Measuring.Redfish;
using Headroom.Operators.Power.Records;
using Headroom.Operators.Power.Running;
using Headroom.Operators.Power.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Operators.Tests.Power;

/// <summary>A local cluster with the power loop on it, elected and running; agents are posted by the test.</summary>
internal sealed class PowerCluster : IAsyncDisposable
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly CancellationTokenSource _end = new();
    private readonly LocalClusterHost _host;
    private readonly LeaderElector _elector;
    private readonly RedfishMeter _redfish;
    private readonly PowerLoop _loop;
    private readonly PowerTelemetry _telemetry;
    private readonly Task _background;

    private PowerCluster(LocalClusterHost host, KubernetesClient client)
    {
        (_host, Client) = (host, client);
        _elector = new LeaderElector(client, new LeaderElectionOptions { Namespace = "default", Name = "test", Identity = "test" }, Time, NullLoggerFactory.Instance);
        var informers = new PowerInformers(
            new Informer<PowerDomain>(client, PowerDomain.Type, new InformerOptions<PowerDomain>(), Time, NullLoggerFactory.Instance),
            new Informer<Node>(client, Node.Type, new InformerOptions<Node> { Transform = PowerInformers.Trim }, Time, NullLoggerFactory.Instance));
        var pods = new Informer<Pod>(client, Pod.Type, new InformerOptions<Pod>(), Time, NullLoggerFactory.Instance);
        Allowances = new AllowanceBook(_elector, Time);
        var secrets = new ClusterSecrets(client, Time);
        _redfish = new RedfishMeter(secrets, "default", Time);
        var manager = new PowerManager(_elector, new EnergyLedger(), Allowances, Time);
        _telemetry = new PowerTelemetry(manager, Time);
        _loop = new PowerLoop(
            informers, pods, manager, new NodePowerMemory(client), _telemetry, new FeedMeters(
                new PrometheusMeter(new PrometheusSource(new HttpClient(), secrets), "default", Time), _redfish),
            new PowerWriter(client, _elector, informers, _telemetry, Time), new PowerMetrics(), new PowerBoard(new NoPowerJournal(), Time), Time, NullLogger<PowerLoop>.Instance);
        _background = Task.WhenAll(_elector.RunAsync(_end.Token), pods.RunAsync(_end.Token));
    }

    public KubernetesClient Client { get; }

    public AllowanceBook Allowances { get; }

    public static async Task<PowerCluster> StartAsync(int nodes)
    {
        var group = new NodeGroup("gpu", nodes, "64", "512Gi", Gpus: 8);
        var host = await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false, Nodes = [group] }, CancellationToken.None);
        var client = new KubernetesClient(new KubernetesConnection(host.Address) { Token = new StaticToken(host.AdminToken) }, Time, NullLoggerFactory.Instance);
        var applier = new ManifestApplier(client, new ResourceDiscovery(client, Time), Time);
        foreach (var kind in new[] { "powerdomains", "nodepowers" })
        {
            await applier.ApplyAllAsync(await File.ReadAllTextAsync(Path.Combine(Repository.Root, $"charts/headroom/crds/{kind}.headroom.dev.yaml")), CancellationToken.None);
        }

        var cluster = new PowerCluster(host, client);
        await cluster._loop.StartAsync(CancellationToken.None);
        await cluster._elector.WaitForLeadershipAsync(CancellationToken.None);
        return cluster;
    }

    public Task<PowerDomain> CreateAsync(string name, PowerDomainSpec spec) =>
        Client.CreateAsync(PowerDomain.Type, new PowerDomain { Metadata = new ObjectMeta { Name = name }, Spec = spec }, CancellationToken.None);

    public async Task<IReadOnlyList<string>> LabelNodesAsync(string row)
    {
        var names = (await Client.ListAsync(Node.Type, null, new ListOptions(), CancellationToken.None)).Items.Select(static n => n.Metadata.Name!).Order().ToList();
        foreach (var name in names)
        {
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["row"] = row } },
                ["spec"] = new JsonObject { ["taints"] = new JsonArray(new JsonObject { ["key"] = PowerWriter.PendingTaint, ["effect"] = "NoSchedule" }) },
            };
            await Client.MergePatchAsync(Node.Type, new ObjectKey("", name), patch, null, CancellationToken.None);
        }

        return names;
    }

    /// <summary>As the endpoint does.</summary>
    public PowerLease Post(NodeReport report) => _telemetry.Exchange(report, _elector.Current?.Transitions ?? -1);

    /// <summary>The loop ends; the replica leads on.</summary>
    public Task StopDecidingAsync() => _loop.StopAsync(CancellationToken.None);

    public async Task<bool> IsAsync(string domain, string condition, string status, string? reason = null)
    {
        var item = await Client.FindAsync(PowerDomain.Type, new ObjectKey("", domain), CancellationToken.None);
        return item?.Status?.Conditions?.Any(c => c.Type == condition && c.Status == status && (reason is null || c.Reason == reason)) == true;
    }

    /// <summary>Whether the agent's DaemonSet selects the node.</summary>
    public async Task<bool> IsManagedAsync(string node) =>
        (await Client.GetAsync(Node.Type, new ObjectKey("", node), CancellationToken.None)).Metadata.Label(PowerWriter.ManagedLabel) is not null;

    public async Task<string> MessageAsync(string domain, string condition) =>
        (await Client.GetAsync(PowerDomain.Type, new ObjectKey("", domain), CancellationToken.None)).Status!.Conditions!.Single(c => c.Type == condition).Message ?? "";

    /// <summary>Does this, again and again, until it says so.</summary>
    public async Task UntilAsync(Func<Task<bool>> isDone)
    {
        var begun = Time.GetTimestamp();
        while (!await isDone())
        {
            if (Time.GetElapsedTime(begun) > TimeSpan.FromSeconds(60))
            {
                Assert.Fail("it did not come true within a minute; " + await DescribeAsync());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), Time);
        }
    }

    private async Task<string> DescribeAsync()
    {
        var domains = await Client.ListAsync(PowerDomain.Type, null, new ListOptions(), CancellationToken.None);
        return string.Join("; ", domains.Items.Select(static d =>
            $"{d.Metadata.Name} {d.Status?.FailedWatts} W: {string.Join(", ", d.Status?.Conditions?.Select(static c => $"{c.Type}={c.Status} {c.Reason} {c.Message}") ?? [])}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(CancellationToken.None);
        await _end.CancelAsync();
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _loop.Dispose();
        _redfish.Dispose();
        Client.Dispose();
        await _host.DisposeAsync();
        _end.Dispose();
    }
}
