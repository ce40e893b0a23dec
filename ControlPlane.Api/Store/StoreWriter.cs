namespace Headroom.ControlPlane.Api.Store;

/// <summary>Stores what a journal took, a batch a second at most; what the database cannot take now is tried again.</summary>
/// <param name="what">The rows, for the log.</param>
internal abstract partial class StoreWriter(string what, TimeProvider time, ILogger logger) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(5);

    /// <summary>Rows taken from the journal and not stored.</summary>
    protected abstract int Pending { get; }

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
            // Said below.
        }

        if (Pending > 0)
        {
            LogUnfinished(logger, Pending, what);
        }
    }

    /// <summary>Takes a batch, beside what is still pending, and stores it.</summary>
    /// <returns>True where a full batch was stored: there may be more.</returns>
    protected abstract Task<bool> FlushAsync(CancellationToken ct);

    /// <summary>Forgets what is pending, which the database refuses.</summary>
    protected abstract void Drop();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return; // However the driver put it, the batch was interrupted and not refused: it is stored on the way out.
            }
            catch (Exception e)
            {
                // A batch that the database refuses would be refused for ever, and hold up all that follow.
                LogRefused(logger, e, Pending, what);
                Drop();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refuses {Count} {What}; they are dropped")]
    private static partial void LogRefused(ILogger logger, Exception exception, int count, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping with {Count} {What} not stored")]
    private static partial void LogUnfinished(ILogger logger, int count, string what);
}
