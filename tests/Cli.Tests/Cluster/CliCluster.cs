using System.Text.Json.Nodes;
using Headroom.Cli.Cluster;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Manifests;
using Headroom.LocalCluster.Hosting;
using Headroom.Operators.Autoscaling.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Cli.Tests.Cluster;

/// <summary>A local cluster with our definitions and one autoscaler, and a kubeconfig for it.</summary>
internal sealed class CliCluster : IAsyncDisposable
{
    private const string Chat = """
        apiVersion: headroom.dev/v1alpha1
        kind: PredictiveAutoscaler
        metadata: {name: chat, namespace: default}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: chat}
          minReplicas: 2
          maxReplicas: 32
          indicators:
            - name: requests
              prometheus:
                serverAddress: "http://ann:hunter2@prometheus:9090"
                query: "sum(rate(x[1m]))"
                authorization: {credentials: {name: prometheus-token, key: token}}
          capacity: {perReplica: "20"}
        """;

    private readonly LocalClusterHost _host;
    private readonly string _kubeconfig = Path.GetTempFileName();

    private CliCluster(LocalClusterHost host)
    {
        _host = host;
        Client = new KubernetesClient(
            new KubernetesConnection(host.Address) { Token = new StaticToken(host.AdminToken) }, TimeProvider.System, NullLoggerFactory.Instance);
    }

    public KubernetesClient Client { get; }

    public ClusterOptions Options => new() { Kubeconfig = _kubeconfig, Namespace = "default" };

    public static async Task<CliCluster> StartAsync()
    {
        var cluster = new CliCluster(await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false }, CancellationToken.None));
        await File.WriteAllTextAsync(cluster._kubeconfig, cluster._host.Kubeconfig);
        var applier = new ManifestApplier(cluster.Client, new ResourceDiscovery(cluster.Client, TimeProvider.System), TimeProvider.System);
        foreach (var file in Directory.EnumerateFiles(Definitions(), "*.yaml"))
        {
            await applier.ApplyAllAsync(await File.ReadAllTextAsync(file), CancellationToken.None);
        }

        await applier.ApplyAllAsync(Chat, CancellationToken.None);
        return cluster;
    }

    public Task<PredictiveAutoscaler> ChatAsync() => Client.GetAsync(PredictiveAutoscaler.Type, new ObjectKey("default", "chat"), CancellationToken.None);

    /// <summary>As the operator writes it.</summary>
    public Task DecideAsync() =>
        Client.MergePatchAsync(
            PredictiveAutoscaler.Type, new ObjectKey("default", "chat"),
            JsonNode.Parse("""
                {"status":{"desiredReplicas":5,"currentReplicas":4,"readyReplicas":4,
                 "decision":{"time":"2026-03-01T12:00:00Z","desired":5,"policy":"Headroom","reason":"ViolationBudget","message":"5 replicas keep the budget.",
                  "demand":"71.25","predictedMean":"92.5","predictedUpper":"101.1","capacityPerReplica":"20","horizon":"4m","applied":true,
                  "alternatives":[{"replicas":4,"costPerHour":"14.68","violationProbability":"0.21"},{"replicas":5,"costPerHour":"18.35","violationProbability":"0.004"}]},
                 "budget":{"evaluated":1000,"missed":4,"remaining":"60%","keptProbability":"0.99"}}}
                """)!.AsObject(),
            "status", CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        File.Delete(_kubeconfig);
        Client.Dispose();
        await _host.DisposeAsync();
    }

    private static string Definitions()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Cloud.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("Cloud.sln is in no folder above the tests"), "charts", "headroom", "crds");
    }
}
