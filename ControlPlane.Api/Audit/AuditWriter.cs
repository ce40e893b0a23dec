using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Audit;

/// <summary>Stores what the trail took, a batch a second at most; what the database cannot take now is tried again.</summary>
internal sealed partial class AuditWriter(AuditTrail trail, StoredAudit stored, JournalInstruments instruments, TimeProvider time, ILogger<AuditWriter> logger)
    : BackgroundService, IHostedLifecycleService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(5);

    private readonly List<AuditEntry> _batch = [];

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the controllers have stopped: the rest, and not for long.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(FinishLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            while (await FlushAsync(both.Token))
            {
            }
        }
        catch (OperationCanceledException)
        {
        }

        if (_batch.Count > 0)
        {
            LogUnfinished(logger, _batch.Count);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A batch that the database refuses would be refused for ever, and hold up all that follow.
                LogRefused(logger, e, _batch.Count);
                instruments.Dropped(AuditTrail.Buffer, _batch.Count);
                _batch.Clear();
            }
        }
    }

    /// <returns>True when a full batch was stored: there may be more.</returns>
    private async Task<bool> FlushAsync(CancellationToken ct)
    {
        while (_batch.Count < BatchSize && trail.Inbox.TryRead(out var entry))
        {
            _batch.Add(entry);
        }

        if (_batch.Count == 0 || !await stored.WriteAsync(_batch, ct))
        {
            return false;
        }

        var wasFull = _batch.Count == BatchSize;
        _batch.Clear();
        return wasFull;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refuses {Entries} audit entries; they are dropped")]
    private static partial void LogRefused(ILogger logger, Exception exception, int entries);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping with {Entries} audit entries not stored")]
    private static partial void LogUnfinished(ILogger logger, int entries);
}
