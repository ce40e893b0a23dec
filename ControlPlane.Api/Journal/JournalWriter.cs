using Headroom.ControlPlane.Api.Buffers;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Live;
using Headroom.ControlPlane.Api.Store;
using Headroom.Operators.Decisions;
using MassTransit;

namespace Headroom.ControlPlane.Api.Journal;

/// <summary>
/// The one reader of the journal: gives ids, remembers, publishes, then stores in batches. Publishing does not wait for
/// the database, and the database may be away.
/// </summary>
internal sealed partial class JournalWriter(
    DecisionJournal journal,
    EventIds ids,
    RecentDecisions recent,
    DecisionBacklog backlog,
    IBus bus,
    StoreFlush flush,
    JournalInstruments instruments,
    TimeProvider time,
    ILogger<JournalWriter> logger) : BackgroundService
{
    private const int BatchSize = 256;

    // One transaction per period at most, so that a trickle of decisions does not become a trickle of commits.
    private static readonly TimeSpan FlushPeriod = TimeSpan.FromMilliseconds(200);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        journal.Complete();
        await base.StopAsync(cancellationToken);
        while (await RecordWaitingAsync(cancellationToken))
        {
            // Until the inbox is empty.
        }

        await flush.FinishAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var inbox = new ReaderWait<ScalingDecision>(journal.Inbox, time);
        long lastFlush = time.GetTimestamp();
        while (await inbox.WaitAsync(FlushPeriod, stoppingToken) != ReaderState.Closed)
        {
            try
            {
                await RecordWaitingAsync(stoppingToken);
                if (backlog.Count >= BatchSize || time.GetElapsedTime(lastFlush) >= FlushPeriod)
                {
                    await flush.RunAsync(stoppingToken);
                    lastFlush = time.GetTimestamp();
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The writer outlives any one batch: without it no decision would be recorded again.
                LogBatchFailed(logger, e);
            }
        }
    }

    private async Task<bool> RecordWaitingAsync(CancellationToken ct)
    {
        var batch = new List<DecisionMade>();
        while (batch.Count < BatchSize && journal.Inbox.TryRead(out var decision))
        {
            var recorded = new RecordedDecision(ids.Next(), CandidateLimit.Apply(decision));
            recent.Add(recorded);
            backlog.Add(recorded);
            batch.Add(new DecisionMade(recorded.Id, recorded.ToItem()));
        }

        if (batch.Count == 0)
        {
            return false;
        }

        instruments.Recorded(batch.Count);
        await bus.Publish(new DecisionsMade(batch), ct);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of decisions could not be published or stored")]
    private static partial void LogBatchFailed(ILogger logger, Exception exception);
}
