using Headroom.ControlPlane.Api.About;
using Headroom.ControlPlane.Api.Store;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Controllers;

/// <summary>
/// A leader that is killed takes with it what it had decided and not yet stored. The last decision on each object is in
/// the object's status: the next leader journals those that the database does not have.
/// </summary>
internal sealed partial class DecisionRecovery(
    LeaderElector elector,
    Informer<PredictiveAutoscaler> autoscalers,
    StoredDecisions stored,
    StoreState store,
    IDecisionJournal journal,
    IDecisionClock clock,
    TimeProvider time,
    ILogger<DecisionRecovery> logger) : BackgroundService
{
    // Older ones may have left the database by their age.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var token = await elector.WaitForLeadershipAsync(stoppingToken);
            using var term = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, token.Lost);
            try
            {
                await autoscalers.WaitForSyncAsync(term.Token);
                await RecoverAsync(term.Token);
                await Task.Delay(Timeout.InfiniteTimeSpan, time, term.Token);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                // The term is over; the next leader does the same.
            }
        }
    }

    private async Task RecoverAsync(CancellationToken ct)
    {
        // At once: this leader's own decisions will soon replace what the statuses say.
        var since = clock.Now - Reach;
        var told = autoscalers.Items.Select(AppliedDecision.Of).OfType<ScalingDecision>().Where(d => d.Time > since).ToList();
        while (told.Count > 0)
        {
            var changed = store.Changed;
            if (await stored.UnknownAsync(told, time.GetUtcNow() - (2 * Reach), ct) is { } unknown)
            {
                foreach (var decision in unknown)
                {
                    LogRecovered(logger, decision.Key, decision.Desired);
                    journal.Append(decision);
                }

                return;
            }

            await changed.WaitAsync(ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Autoscaler}: the last leader scaled it to {Replicas} and did not live to record it")]
    private static partial void LogRecovered(ILogger logger, AutoscalerKey autoscaler, int replicas);
}
