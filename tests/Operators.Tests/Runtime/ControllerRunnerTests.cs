using Headroom.Kubernetes;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Runtime;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Operators.Tests.Runtime;

public sealed class ControllerRunnerTests : IAsyncLifetime
{
    private readonly ManualTime _wall = new();
    private readonly ManualTime _world = new();
    private readonly CancellationTokenSource _stop = new();
    private ControllerRunner<string>? _runner;
    private Task _run = Task.CompletedTask;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _runner?.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Run_CacheNotFilled_DoesNotReconcile()
    {
        var gate = new GatedInformer();
        var reconciler = new ScriptedReconciler((_, _) => Task.FromResult(Requeue.OnChange));
        var runner = Start(reconciler, o => o with { Informers = [gate] });

        runner.Queue.Add("a");
        Assert.Equal(1, runner.Queue.Depth);
        gate.Open();
        await Eventually.HoldsAsync(() => reconciler.Calls.Count == 1);
    }

    [Fact]
    public async Task Run_After_FollowsTheWorldsClockNotTheWalls()
    {
        var reconciler = new ScriptedReconciler((_, _) => Task.FromResult(Requeue.After(TimeSpan.FromMinutes(10))));
        Start(reconciler).Queue.Add("a");
        await Eventually.HoldsAsync(() => reconciler.Calls.Count == 1 && _world.ArmedTimers == 1);

        _wall.Advance(TimeSpan.FromHours(1));
        Assert.Single(reconciler.Calls);
        _world.Advance(TimeSpan.FromMinutes(10.1));

        await Eventually.HoldsAsync(() => reconciler.Calls.Count == 2);
    }

    [Fact]
    public async Task Run_Throws_ComesBackWithoutAnyChange()
    {
        // The fault of remembering a generation before it was reconciled: a failed key must not wait for an edit.
        var attempts = 0;
        var reconciler = new ScriptedReconciler((_, _) => ++attempts < 3
            ? throw new InvalidOperationException("by script")
            : Task.FromResult(Requeue.OnChange));
        var runner = Start(reconciler);

        runner.Queue.Add("a");
        await _world.AdvanceUntilAsync(() => reconciler.Calls.Count == 3, TimeSpan.FromMilliseconds(50));
        await Eventually.HoldsAsync(() => runner.Queue.Failures("a") == 0);
    }

    [Fact]
    public async Task Run_Conflict_IsTriedAgain()
    {
        var attempts = 0;
        var reconciler = new ScriptedReconciler((_, _) => ++attempts < 2
            ? throw new KubernetesApiException(new ApiStatus { Code = 409, Reason = "Conflict" })
            : Task.FromResult(Requeue.OnChange));

        Start(reconciler).Queue.Add("a");

        await _world.AdvanceUntilAsync(() => reconciler.Calls.Count == 2, TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Run_ReconcileHangs_IsCutShortByTheWallClock()
    {
        var cut = 0;
        var reconciler = new ScriptedReconciler(async (_, ct) =>
        {
            using var registration = ct.Register(() => Interlocked.Increment(ref cut));
            await Task.Delay(Timeout.Infinite, ct);
            return Requeue.OnChange;
        });
        Start(reconciler).Queue.Add("a");
        await Eventually.HoldsAsync(() => reconciler.Calls.Count == 1 && _wall.ArmedTimers == 1);

        _wall.Advance(TimeSpan.FromSeconds(61));

        await Eventually.HoldsAsync(() => Volatile.Read(ref cut) == 1);
    }

    [Fact]
    public async Task Run_SlowKey_DoesNotHoldUpOthersAndIsNeverDoubled()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reconciler = new ScriptedReconciler(async (key, _) =>
        {
            if (key == "slow")
            {
                await release.Task;
            }

            return Requeue.OnChange;
        });
        var runner = Start(reconciler);

        runner.Queue.Add("slow");
        await Eventually.HoldsAsync(() => reconciler.Calls.Count == 1);
        runner.Queue.Add("slow");
        runner.Queue.Add("quick");
        await Eventually.HoldsAsync(() => reconciler.Calls.Contains("quick"));
        Assert.Equal(1, reconciler.Calls.Count(c => c == "slow"));
        release.SetResult();

        await Eventually.HoldsAsync(() => reconciler.Calls.Count(c => c == "slow") == 2);
    }

    [Fact]
    public async Task Run_Resync_EnqueuesEveryKeyAgain()
    {
        var reconciler = new ScriptedReconciler((_, _) => Task.FromResult(Requeue.OnChange));
        Start(reconciler, o => o with { ResyncPeriod = TimeSpan.FromMinutes(10), ResyncKeys = () => ["a", "b"] });
        await Eventually.HoldsAsync(() => reconciler.Calls.Count == 2);

        _world.Advance(TimeSpan.FromMinutes(10));

        await Eventually.HoldsAsync(() => reconciler.Calls.Count == 4);
    }

    private ControllerRunner<string> Start(
        ScriptedReconciler reconciler, Func<ControllerOptions<string>, ControllerOptions<string>>? change = null)
    {
        var options = new ControllerOptions<string> { Name = "test", Workers = 2 };
        _runner = new ControllerRunner<string>(
            change?.Invoke(options) ?? options, reconciler, _wall, _world, NullLoggerFactory.Instance);
        _run = _runner.RunAsync(_stop.Token);
        return _runner;
    }

    private sealed class GatedInformer : IInformer
    {
        private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ResourceType Resource { get; } = new("", "v1", "things", "Thing", IsNamespaced: true);

        public bool HasSynced => _synced.Task.IsCompleted;

        public Task WaitForSyncAsync(CancellationToken ct) => _synced.Task.WaitAsync(ct);

        public Task RunAsync(CancellationToken ct) => Task.CompletedTask;

        public void Open() => _synced.SetResult();
    }
}
