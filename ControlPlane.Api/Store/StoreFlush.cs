using Headroom.ControlPlane.Api.Journal;

namespace Headroom.ControlPlane.Api.Store;

/// <summary>Moves what waits in memory to the database while there is one. Called by the journal's writer alone.</summary>
internal sealed partial class StoreFlush(
    DecisionBacklog backlog,
    RollupAccumulator rollups,
    StoreDatabase database,
    StoredDecisions decisions,
    StoredRollups storedRollups,
    JournalInstruments instruments,
    TimeProvider time,
    ILogger<StoreFlush> logger)
{
    private const int DecisionBatch = 512;
    private const int RollupBatch = 1_000;
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StalePeriod = TimeSpan.FromMinutes(1);

    private long _staleClosed = time.GetTimestamp();

    public async Task RunAsync(CancellationToken ct)
    {
        if (time.GetElapsedTime(_staleClosed) >= StalePeriod)
        {
            rollups.CloseStale();
            _staleClosed = time.GetTimestamp();
        }

        while (backlog.Count > 0 && await database.TryAsync(WriteDecisionsAsync, fallback: false, ct))
        {
            // Until none waits or the database is gone.
        }

        await database.TryAsync(WriteRollupsAsync, fallback: false, ct);
    }

    /// <summary>At shutdown: open quarters too, and not for long.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        rollups.CloseAll();
        using var limit = new CancellationTokenSource(FinishLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await RunAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            LogUnfinished(logger, backlog.Count);
        }
    }

    private async Task<bool> WriteDecisionsAsync(CancellationToken ct)
    {
        var batch = backlog.Peek(DecisionBatch);
        try
        {
            await decisions.WriteAsync(batch, ct);
            instruments.Stored(batch.Count);
        }
        catch (Exception e) when (StoreFailure.IsBadRow(e))
        {
            // These rows would fail for ever and hold up all that follow; the log has the reason, the counter the loss.
            LogRefused(logger, e, batch.Count);
            instruments.Dropped("backlog", batch.Count);
        }

        backlog.Remove(batch.Count);
        return true;
    }

    private async Task<bool> WriteRollupsAsync(CancellationToken ct)
    {
        for (var batch = rollups.TakeClosed(RollupBatch); batch.Count > 0; batch = rollups.TakeClosed(RollupBatch))
        {
            try
            {
                await storedRollups.AddAsync(batch, ct);
            }
            catch
            {
                rollups.PutBack(batch);
                throw;
            }
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping with {Decisions} decisions not stored")]
    private static partial void LogUnfinished(ILogger logger, int decisions);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refuses {Decisions} decisions; they are dropped")]
    private static partial void LogRefused(ILogger logger, Exception exception, int decisions);
}
