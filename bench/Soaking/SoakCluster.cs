using System.Text.Json.Nodes;
using Headroom.Bench.Reconciling;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Manifests;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Workloads;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Simulation;
using Headroom.Operators.Autoscaling.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Bench.Soaking;

/// <summary>The server that fails, and the administrator who changes its objects.</summary>
internal sealed class SoakCluster : IAsyncDisposable
{
    private const int MaxReplicas = 4;

    private readonly KubernetesClient _admin;
    private readonly int _count;
    private readonly Dictionary<int, int> _wanted = [];

    private SoakCluster(LocalClusterHost host, KubernetesClient admin, int count) => (Host, _admin, _count) = (host, admin, count);

    public LocalClusterHost Host { get; }

    public static async Task<SoakCluster> StartAsync(string root, int count, int seed, CancellationToken ct)
    {
        var nodes = new NodeGroup("soak", 4 + (count / 50), "64", "256Gi") { Pods = 500 };
        var host = await LocalClusterHost.StartAsync(
            new LocalClusterOptions { Tls = false, Nodes = [nodes], Speed = 10, Seed = seed, WatchWindow = 4_096 }, ct);
        var connection = new KubernetesConnection(host.Address) { Token = new StaticToken(host.AdminToken) };
        var cluster = new SoakCluster(host, new KubernetesClient(connection, TimeProvider.System, NullLoggerFactory.Instance), count);
        await cluster.FillAsync(root, ct);
        return cluster;
    }

    /// <summary>Asks for a new count for a random autoscaler.</summary>
    public async Task ChangeAsync(Random random, CancellationToken ct)
    {
        var (index, replicas) = (random.Next(_count), random.Next(1, MaxReplicas + 1));
        var annotations = new JsonObject { [ScaleReconciler.Wanted] = $"{replicas}" };
        try
        {
            await _admin.MergePatchAsync(
                PredictiveAutoscaler.Type, new ObjectKey("default", $"svc-{index}"),
                new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotations } }, null, ct);
            _wanted[index] = replicas;
        }
        catch (Exception e) when (e is HttpRequestException or KubernetesApiException or TimeoutException)
        {
            // Struck as well, and perhaps written all the same: another change will settle it.
            _wanted.Remove(index);
        }
    }

    /// <returns>Autoscalers whose Deployment does not have the count asked for.</returns>
    public async Task<int> UnmetAsync(CancellationToken ct)
    {
        var sizes = (await _admin.ListAsync(Deployment.Type, "default", ListOptions.All, ct)).Items.ToDictionary(d => d.Key.Name, d => d.Spec?.Replicas);
        return _wanted.Count(w => sizes.GetValueOrDefault($"svc-{w.Key}") != w.Value);
    }

    /// <summary>Digests of what the server holds, as <see cref="ReplicaReport.Caches"/>.</summary>
    public async Task<string> DigestAsync(CancellationToken ct) =>
        $"{await DigestAsync(PredictiveAutoscaler.Type, ct)} {await DigestAsync(Deployment.Type, ct)} {await DigestAsync(Pod.Type, ct)}";

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await Host.DisposeAsync();
    }

    private async Task<string> DigestAsync<T>(ResourceType<T> type, CancellationToken ct)
        where T : KubernetesObject =>
        CacheDigest.Of((await _admin.ListAsync(type, null, ListOptions.All, ct)).Items);

    private async Task FillAsync(string root, CancellationToken ct)
    {
        var applier = new ManifestApplier(_admin, new ResourceDiscovery(_admin, TimeProvider.System), TimeProvider.System);
        foreach (var file in Directory.GetFiles(Path.Combine(root, "charts/headroom/crds"), "*.yaml"))
        {
            await applier.ApplyAllAsync(await File.ReadAllTextAsync(file, ct), ct);
        }

        var shape = FleetShape.Quick;
        await Parallel.ForEachAsync(Enumerable.Range(0, _count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (i, token) =>
        {
            await applier.ApplyAllAsync(FleetManifests.Deployment(i), token);
            await applier.ApplyAllAsync(FleetManifests.Autoscaler(shape, i), token);
        });
    }
}
