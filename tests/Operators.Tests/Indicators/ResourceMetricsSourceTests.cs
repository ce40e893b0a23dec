using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Indicators;
using Headroom.Operators.Indicators.Resources;
using Headroom.Operators.Targets;
using Headroom.Operators.Tests.Builders;
using Headroom.Operators.Tests.Targets;
using Headroom.Testing;

namespace Headroom.Operators.Tests.Indicators;

public sealed class ResourceMetricsSourceTests
{
    private static readonly DateTimeOffset Now = ViewBuilder.Now;

    [Fact]
    public async Task Read_PodsOfTheTarget_IsUsageOverRequests()
    {
        await using var cluster = await ClusterAsync("chat");
        cluster.Otherwise = context => context.JsonAsync(
            """{"metadata":{},"items":[{"metadata":{"name":"p1","namespace":"prod"},"containers":[{"name":"main","usage":{"cpu":"400m","memory":"512Mi"}}]},{"metadata":{"name":"p2","namespace":"prod"},"containers":[{"name":"main","usage":{"cpu":"200m"}}]}]}""");

        var answer = await (await SourceAsync(cluster)).SamplesAsync(Requests.Of(Specs.Cpu(), Now.AddDays(-14), Now));

        Assert.Equal([new IndicatorSample(Now, 0.6)], answer.Values);
    }

    [Fact]
    public async Task Read_NoMetricsServer_SaysWhatToInstall()
    {
        await using var cluster = await ClusterAsync("chat");

        var failed = await (await SourceAsync(cluster)).FailedAsync(Requests.Of(Specs.Cpu(), Now.AddMinutes(-1), Now));

        Assert.Equal(("NoMetricsServer", "the cluster does not serve metrics.k8s.io: install a metrics server"), (failed.Reason, failed.Message));
    }

    [Fact]
    public async Task Read_TargetThatIsNotThere_IsNamed()
    {
        await using var cluster = await ClusterAsync("mail");

        var failed = await (await SourceAsync(cluster)).FailedAsync(Requests.Of(Specs.Cpu(), Now.AddMinutes(-1), Now));

        Assert.Equal(("NoPods", "Deployment prod/chat has no pods to measure"), (failed.Reason, failed.Message));
    }

    private static async Task<WatchedCluster> ClusterAsync(string deployment)
    {
        var cluster = await WatchedCluster.StartAsync();
        cluster.At(Objects.Deployments).Set("1", Objects.Deployment(deployment));
        cluster.At(Objects.StatefulSets).Set("1");
        cluster.At(Objects.Pods).Set(
            "1", Objects.Pod("p1", "ReplicaSet", "chat-1", isReady: true), Objects.Pod("p2", "ReplicaSet", "chat-1", isReady: true));
        return cluster;
    }

    private static async Task<ResourceMetricsSource> SourceAsync(WatchedCluster cluster)
    {
        var (pods, deployments, sets) = (cluster.Informer(Pod.Type), cluster.Informer(Deployment.Type), cluster.Informer(StatefulSet.Type));
        await cluster.RunAsync(pods, deployments, sets);
        var targets = new TargetReader(cluster.Client, new ResourceDiscovery(cluster.Client, TimeProvider.System), deployments, sets);
        return new ResourceMetricsSource(cluster.Client, pods, targets);
    }
}
