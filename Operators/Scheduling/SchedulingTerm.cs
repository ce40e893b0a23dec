using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Power.Running;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Scheduling;

/// <summary>Keeps the book filled on every replica, and gives its turn to the one that leads.</summary>
internal sealed class SchedulingTerm(
    LeaderElector elector, SchedulingFeed feed, Informer<Pod> pods, PowerInformers power, IOptions<SchedulerOptions> options, TimeProvider wall)
    : BackgroundService, IExtenderTurn
{
    /// <summary>What the last leader bound must have come by the watch before anything is given out in a new term.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private volatile LeaderToken? _term;

    public string? Refusal() =>
        _term is { IsHeld: true } ? null
        : elector.IsLeader ? "this replica leads, and is still reading what the last leader did"
        : "this replica does not lead";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsServed)
        {
            return;
        }

        IReadOnlyList<IDisposable> subscriptions = [];
        try
        {
            // Both first: a node that comes after its pods makes all of them be booked again.
            await Task.WhenAll(power.Nodes.WaitForSyncAsync(stoppingToken), pods.WaitForSyncAsync(stoppingToken));
            subscriptions = feed.Subscribe(power.Nodes, pods);
            while (true)
            {
                await ServeTermAsync(await elector.WaitForLeadershipAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The way this ends.
        }
        finally
        {
            foreach (var subscription in subscriptions)
            {
                subscription.Dispose();
            }
        }
    }

    private async Task ServeTermAsync(LeaderToken term, CancellationToken ct)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, term.Lost);
        try
        {
            await Task.Delay(Settling, wall, both.Token);
            _term = term;
            await Task.Delay(Timeout.InfiniteTimeSpan, wall, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The term is over: another replica's turn.
        }
        finally
        {
            _term = null;
        }
    }
}
