using System.Text;
using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Json;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.LocalCluster.Hosting;
using Headroom.Operators.Power.Running;
using Headroom.Operators.Scheduling;
using Headroom.Operators.Scheduling.Wire;
using Headroom.Operators.Targets;
using Headroom.Placement.Booking;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Operators.Tests.Scheduling;

/// <summary>The extender fed by the watch of a local cluster and binding into it.</summary>
public sealed class SchedulingFeedTests : IAsyncLifetime
{
    private static readonly ObjectKey Key = new("default", "train");

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private LocalClusterHost? _cluster;
    private KubernetesClient? _client;
    private SchedulerExtender? _extender;
    private Informer<Pod>? _pods;
    private IReadOnlyList<IDisposable> _feed = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false, Speed = 50 }, Ct);
        _client = new KubernetesClient(
            new KubernetesConnection(_cluster.Address) { Token = new StaticToken(_cluster.AdminToken) }, TimeProvider.System, NullLoggerFactory.Instance);
        _extender = new SchedulerExtender(new ClusterPodBinder(_client), TimeProvider.System);
        _pods = new Informer<Pod>(_client, Pod.Type, new InformerOptions<Pod> { Transform = StartUpWatcher.Trim }, TimeProvider.System, NullLoggerFactory.Instance);
        var nodes = new Informer<Node>(_client, Node.Type, new InformerOptions<Node> { Transform = PowerInformers.Trim }, TimeProvider.System, NullLoggerFactory.Instance);
        _feed = new SchedulingFeed(_extender).Subscribe(nodes, _pods);
        _running.AddRange([_pods.RunAsync(_stop.Token), nodes.RunAsync(_stop.Token)]);
        await Task.WhenAll(_pods.WaitForSyncAsync(Ct), nodes.WaitForSyncAsync(Ct));
        await Eventually.HoldsAsync(() => Fit("{}").Count == 5);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _feed)
        {
            part.Dispose();
        }

        await _stop.CancelAsync();
        await Task.WhenAll(_running).ContinueWith(static _ => { }, TaskScheduler.Default);
        _client!.Dispose();
        await _cluster!.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Bind_APodOfAnotherScheduler_RunsThereWithItsGpusWrittenAndGivesThemBackWhenItGoes()
    {
        var pod = JsonNode.Parse("""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "train", "namespace": "default"},
             "spec": {"schedulerName": "headroom-gpu", "nodeSelector": {"nvidia.com/gpu.product": "NVIDIA-L4"},
               "containers": [{"name": "main", "image": "train:1", "resources": {"limits": {"nvidia.com/gpu": "2"} } }] } }
            """)!.AsObject();
        await _client!.PostAsync("/api/v1/namespaces/default/pods", pod, KubernetesJson.Default.JsonObject, KubernetesJson.Default.JsonObject, Ct);
        await Eventually.HoldsAsync(() => _pods!.Find(Key) is not null);
        pod["metadata"]!["uid"] = _pods!.Find(Key)!.Metadata.Uid;

        var node = Assert.Single(Fit(pod.ToJsonString()));
        var answer = await _extender!.BindAsync(new BindingArgs { PodName = "train", PodNamespace = "default", PodUid = _pods.Find(Key)!.Metadata.Uid!, Node = node }, Ct);

        Assert.Equal("", answer.Error);
        await Eventually.HoldsAsync(() => _pods.Find(Key)?.Spec?.NodeName == node);
        Assert.Equal("0,1", _pods.Find(Key)!.Metadata.Annotation(GpuIndices.Annotation));
        Assert.Equal(1 - 2 / 40.0, _extender.IdleShare, 9);

        await _client.DeleteAsync(Pod.Type.Resource, Key, new DeleteOptions { GracePeriodSeconds = 0 }, Ct);
        await Eventually.HoldsAsync(() => _extender.IdleShare == 1);
    }

    [Fact]
    public async Task Feed_APodThatEndedWithAShare_GivesItBack()
    {
        var pod = JsonNode.Parse("""
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "train", "namespace": "default", "annotations": {"gpu-fraction": "0.5", "headroom.dev/gpus": "3"} },
             "spec": {"nodeName": "l4-0", "restartPolicy": "Never", "containers": [{"name": "main", "image": "train:1"}] } }
            """)!.AsObject();
        await _client!.PostAsync("/api/v1/namespaces/default/pods", pod, KubernetesJson.Default.JsonObject, KubernetesJson.Default.JsonObject, Ct);
        await Eventually.HoldsAsync(() => _extender!.IdleShare < 1);
        Assert.Equal(1 - 0.5 / 40, _extender!.IdleShare, 9);

        await _client.MergePatchAsync(Pod.Type, Key, new JsonObject { ["status"] = new JsonObject { ["phase"] = "Succeeded" } }, "status", Ct);

        await Eventually.HoldsAsync(() => _extender!.IdleShare == 1);
    }

    private List<string> Fit(string pod)
    {
        string[] names = ["a100-0", "a100-1", "h100-0", "h100-1", "l4-0", "cpu-0"];
        var answer = _extender!.Filter(Encoding.UTF8.GetBytes($$"""{"Pod": {{pod}}, "NodeNames": [{{string.Join(",", names.Select(static n => $"\"{n}\""))}}] }"""));
        return [.. answer.Fit.Select(i => answer.Names.Texts[i])];
    }
}
