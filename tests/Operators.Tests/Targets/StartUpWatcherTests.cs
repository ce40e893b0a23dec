using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Clocks;
using Headroom.Operators.Decisions;
using Headroom.Operators.Targets;
using Headroom.Operators.Tests.Builders;
using Headroom.Scaling.StartUp;
using Headroom.Testing;

namespace Headroom.Operators.Tests.Targets;

public sealed class StartUpWatcherTests : IAsyncLifetime
{
    private readonly ManualTime _wall = new();
    private readonly AutoscalerRegistry _registry = new();
    private WatchedCluster? _cluster;
    private ScriptedCollection? _pods;
    private int _changes;

    public async ValueTask InitializeAsync()
    {
        _cluster = await WatchedCluster.StartAsync();
        _cluster.At(Objects.Autoscalers).Set(
            "1", Objects.Autoscaler("chat", "Deployment", "chat"), Objects.Autoscaler("db", "StatefulSet", "db"));
        _pods = _cluster.At(Objects.Pods);
        _pods.Set("1", Objects.Pod("old", "StatefulSet", "db", isReady: false));
        var autoscalers = _cluster.Informer(PredictiveAutoscaler.Type);
        var pods = _cluster.Informer(Pod.Type);
        _ = new StartUpWatcher(pods, autoscalers, _registry, new ReplayClock(_wall, _wall.GetUtcNow(), 60), _wall);
        pods.Subscribe(_ => Interlocked.Increment(ref _changes));
        await _cluster.RunAsync(autoscalers, pods);
    }

    public async ValueTask DisposeAsync() => await _cluster!.DisposeAsync();

    [Fact]
    public async Task PodBecomesReady_OfADeployment_IsMeasuredOnTheDecisionClock()
    {
        var memory = Memory("chat");

        await StartAsync("p1", TimeSpan.FromSeconds(2), "ReplicaSet", "chat-5d9c", "5d9c");
        memory.LearnStarts();

        var expected = new StartUpBelief();
        expected.Observe(TimeSpan.FromMinutes(2));
        Assert.Equal(expected.Quantile(0.5).TotalSeconds, memory.StartUp.Quantile(0.5).TotalSeconds, 1e-3);
    }

    [Fact]
    public async Task PodBecomesReady_OfAStatefulSet_IsReportedToItsAutoscalerOnly()
    {
        var (chat, db) = (Memory("chat"), Memory("db"));

        await StartAsync("db-0", TimeSpan.FromSeconds(2), "StatefulSet", "db");

        Assert.Equal((0, 1), (Learned(chat), Learned(db)));
    }

    [Fact]
    public async Task PodBecomesReady_AfterItWasReadyBefore_IsNoStart()
    {
        var db = Memory("db");

        await StartAsync("db-0", TimeSpan.FromSeconds(2), "StatefulSet", "db");
        await StartAsync("db-0", TimeSpan.FromSeconds(1), "StatefulSet", "db");

        Assert.Equal(1, Learned(db));
    }

    [Fact]
    public async Task PodBecomesReady_FoundAtStart_IsNotMeasuredSinceItsAgeIsUnknown()
    {
        var db = Memory("db");

        await ShowAsync(Objects.Pod("old", "StatefulSet", "db", isReady: true));

        Assert.Equal(0, Learned(db));
    }

    private static int Learned(AutoscalerMemory memory)
    {
        memory.LearnStarts();
        return memory.StartUp.Observations;
    }

    private AutoscalerMemory Memory(string name) => _registry.GetOrAdd(new AutoscalerKey("prod", name), "u-" + name, Specs.Settings());

    private async Task StartAsync(string name, TimeSpan wall, string owner, string ownerName, string? hash = null)
    {
        await ShowAsync(Objects.Pod(name, owner, ownerName, isReady: false, hash));
        _wall.Advance(wall);
        await ShowAsync(Objects.Pod(name, owner, ownerName, isReady: true, hash));
    }

    // A version that is already held is no change.
    private async Task ShowAsync(string pod)
    {
        var before = Volatile.Read(ref _changes);
        var newer = pod.Replace("\"resourceVersion\":\"2\"", $"\"resourceVersion\":\"{before + 10}\"", StringComparison.Ordinal);
        _pods!.Push(ScriptedCollection.Line("MODIFIED", newer));
        await Eventually.HoldsAsync(() => Volatile.Read(ref _changes) > before);
    }
}
