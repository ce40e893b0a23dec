using Headroom.ControlPlane.Api.Buffers;
using Headroom.ControlPlane.Api.Decisions;
using Headroom.ControlPlane.Api.Live;
using Headroom.ControlPlane.Api.Messages;
using Headroom.ControlPlane.Api.Store;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Journal;

/// <summary>
/// The one reader of the journal: gives ids, remembers, shows, then stores in batches. Showing does not wait for the
/// database, and the database may be away.
/// </summary>
internal sealed partial class JournalWriter(
    DecisionJournal journal,
    EventIds ids,
    RecentDecisions recent,
    DecisionBacklog backlog,
    EventRelay relay,
    StoreFlush flush,
    JournalInstruments instruments,
    TimeProvider time,
    ILogger<JournalWriter> logger) : BackgroundService, IHostedLifecycleService
{
    private const int BatchSize = 256;

    // One transaction per period at most, so that a stream of decisions does not become a stream of commits. What came in
    // one period is what a leader that is killed takes with it.
    private static readonly TimeSpan FlushPeriod = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan IdlePeriod = TimeSpan.FromMilliseconds(200);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After every service has stopped, controllers too: stores the rest. Nobody listens to the bus any more.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        journal.Complete();
        while (Record() is { Count: > 0 })
        {
            // Until the inbox is empty.
        }

        await flush.FinishAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var inbox = new ReaderWait<ScalingDecision>(journal.Inbox, time);
        long lastFlush = time.GetTimestamp();
        while (await inbox.WaitAsync(backlog.Count > 0 ? FlushPeriod : IdlePeriod, stoppingToken) != ReaderState.Closed)
        {
            try
            {
                if (Record() is { Count: > 0 } made)
                {
                    await relay.SendAsync(made, stoppingToken);
                }

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

    private List<ReplicaEvent> Record()
    {
        var batch = new List<ReplicaEvent>();
        while (batch.Count < BatchSize && journal.Inbox.TryRead(out var decision))
        {
            var recorded = new RecordedDecision(ids.Next(), CandidateLimit.Apply(decision));
            recent.Add(recorded);
            backlog.Add(recorded);
            batch.Add(DecisionMade.Of(recorded).ToEvent());
        }

        instruments.Recorded(batch.Count);
        return batch;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of decisions could not be published or stored")]
    private static partial void LogBatchFailed(ILogger logger, Exception exception);
}
