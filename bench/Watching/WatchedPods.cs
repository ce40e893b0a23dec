using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Json;
using Headroom.Kubernetes.Pods;
using Headroom.LocalCluster.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Bench.Watching;

/// <summary>A cluster full of running pods, as ReplicaSets of ten make them.</summary>
internal sealed class WatchedPods : IAsyncDisposable
{
    private const int PerReplicaSet = 10;
    private const int Nodes = 100;

    private WatchedPods(LocalClusterHost host, KubernetesClient client) => (Host, Client) = (host, client);

    public LocalClusterHost Host { get; }

    public KubernetesClient Client { get; }

    public IReadOnlyList<ObjectKey> Keys { get; private set; } = [];

    public static async Task<WatchedPods> StartAsync(int count, int seed, CancellationToken ct)
    {
        // The pods name their nodes themselves, so none needs to exist.
        var host = await LocalClusterHost.StartAsync(
            new LocalClusterOptions { Tls = false, Nodes = [], Speed = 1_000, Seed = seed, WatchWindow = 100_000 }, ct);
        var connection = new KubernetesConnection(host.Address) { Token = new StaticToken(host.AdminToken) };
        var pods = new WatchedPods(host, new KubernetesClient(connection, TimeProvider.System, NullLoggerFactory.Instance));
        await pods.FillAsync(count, ct);
        return pods;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    private async Task FillAsync(int count, CancellationToken ct)
    {
        var keys = new ObjectKey[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (i, token) =>
        {
            keys[i] = new ObjectKey("default", $"chat-{i / PerReplicaSet:x4}-7d9c8b6f5-{i:x5}");
            await Client.PostAsync(
                Pod.Type.Resource.CollectionPath("default"), Manifest(i, keys[i].Name),
                KubernetesJson.Default.JsonObject, KubernetesJson.Default.JsonObject, token);
        });
        Keys = keys;
        var starting = new ListOptions { FieldSelector = "status.phase!=Running", Limit = 1 };
        while ((await Client.ListAsync(Pod.Type, null, starting, ct)).Items.Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }
    }

    private static JsonObject Manifest(int index, string name)
    {
        var app = $"chat-{index / PerReplicaSet:x4}";
        var labels = new JsonObject
        {
            ["app.kubernetes.io/name"] = app, ["app.kubernetes.io/part-of"] = "inference", ["app.kubernetes.io/version"] = "1.4.2",
            ["pod-template-hash"] = "7d9c8b6f5", ["team"] = $"team-{index % 7}",
        };
        var owner = new JsonObject
        {
            ["apiVersion"] = "apps/v1", ["kind"] = "ReplicaSet", ["name"] = $"{app}-7d9c8b6f5", ["uid"] = $"00000000-0000-4000-8000-{index / PerReplicaSet:x12}",
            ["controller"] = true, ["blockOwnerDeletion"] = true,
        };
        var resources = new JsonObject
        {
            ["requests"] = new JsonObject { ["cpu"] = "500m", ["memory"] = "1Gi", ["nvidia.com/gpu"] = "1" },
            ["limits"] = new JsonObject { ["memory"] = "2Gi", ["nvidia.com/gpu"] = "1" },
        };
        var container = new JsonObject { ["name"] = "server", ["image"] = "registry.example.com/inference/server:1.4.2", ["resources"] = resources };
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = name, ["namespace"] = "default", ["labels"] = labels, ["ownerReferences"] = new JsonArray(owner),
            },
            ["spec"] = new JsonObject { ["nodeName"] = $"node-{index % Nodes:000}", ["containers"] = new JsonArray(container) },
        };
    }
}
