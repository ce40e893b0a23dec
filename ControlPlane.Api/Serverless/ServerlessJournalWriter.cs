using System.Threading.Channels;
using Headroom.ControlPlane.Api.Store;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>Stores what the journal took, a batch a second at most; what the database cannot take now is tried again.</summary>
internal sealed partial class ServerlessJournalWriter(
    ServerlessJournal journal, StoredServerless stored, TimeProvider time, ILogger<ServerlessJournalWriter> logger) : BackgroundService, IHostedLifecycleService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(5);

    private readonly List<ColdStart> _starts = [];
    private readonly List<ServiceDecision> _decisions = [];

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
            await FlushAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            LogUnfinished(logger, _starts.Count, _decisions.Count);
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
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return; // However the driver put it, the batch was interrupted and not refused: it is stored on the way out.
            }
            catch (Exception e)
            {
                // A batch that the database refuses would be refused for ever, and hold up all that follow.
                LogRefused(logger, e, _starts.Count, _decisions.Count);
                _starts.Clear();
                _decisions.Clear();
            }
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        Take(journal.Starts, _starts);
        Take(journal.Decisions, _decisions);
        if (_starts.Count > 0 && await stored.WriteAsync(_starts, ct))
        {
            _starts.Clear();
        }

        if (_decisions.Count > 0 && await stored.WriteAsync(_decisions, ct))
        {
            _decisions.Clear();
        }
    }

    private static void Take<T>(ChannelReader<T> from, List<T> to)
    {
        while (to.Count < BatchSize && from.TryRead(out var item))
        {
            to.Add(item);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refuses {Starts} starts and {Decisions} decisions of services; they are dropped")]
    private static partial void LogRefused(ILogger logger, Exception exception, int starts, int decisions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping with {Starts} starts and {Decisions} decisions of services not stored")]
    private static partial void LogUnfinished(ILogger logger, int starts, int decisions);
}
