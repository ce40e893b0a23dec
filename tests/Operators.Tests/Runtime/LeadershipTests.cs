using Headroom.Kubernetes.Leases;
using Headroom.Operators.Runtime;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Operators.Tests.Runtime;

public sealed class LeadershipTests
{
    [Fact]
    public async Task Run_ServerUnreachable_StopsAtTheRenewDeadlineAndStartsAgainWithTheNextTerm()
    {
        var time = new ManualTime();
        var objects = new ScriptedObjects();
        await using var server = await ScriptedApiServer.StartAsync(objects.AnswerAsync);
        using var stop = new CancellationTokenSource();
        var elector = new LeaderElector(
            server.Client(),
            new LeaderElectionOptions { Namespace = "ns", Name = "op", Identity = "a" },
            time,
            NullLoggerFactory.Instance);
        var cut = 0;
        var reconciler = new ScriptedReconciler(async (_, ct) =>
        {
            using var registration = ct.Register(() => Interlocked.Increment(ref cut));
            await Task.Delay(Timeout.Infinite, ct);
            return Requeue.OnChange;
        });
        var options = new ControllerOptions<string>
        {
            Name = "led", Workers = 1, Elector = elector, ReconcileTimeout = TimeSpan.FromHours(1),
        };
        using var runner = new ControllerRunner<string>(options, reconciler, time, time, NullLoggerFactory.Instance);
        runner.Queue.Add("a");

        var run = Task.WhenAll(elector.RunAsync(stop.Token), runner.RunAsync(stop.Token));
        await Eventually.HoldsAsync(() => reconciler.Calls.Count == 1);
        await server.StopAsync();
        time.Advance(TimeSpan.FromSeconds(7.1));
        await Eventually.HoldsAsync(() => Volatile.Read(ref cut) == 1);
        Assert.False(elector.IsLeader);

        await server.StartAsync();
        await time.AdvanceUntilAsync(() => reconciler.Calls.Count == 2, TimeSpan.FromMilliseconds(100));
        await stop.CancelAsync();
        await run;
    }
}
