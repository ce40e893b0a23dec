using Headroom.ControlPlane.Api.Buffers;
using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>
/// Publishes what the outbox holds and removes it once the broker has confirmed. Every replica runs one, so that what a
/// killed leader left behind goes out too; a lock in the database lets one at a time, which keeps the order.
/// </summary>
internal sealed partial class OutboxDispatcher(
    BrokerAddress broker,
    BrokerState state,
    MessageBus bus,
    OutboxNews news,
    StoredOutbox outbox,
    MessageInstruments instruments,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private const int BatchSize = 256;

    // What another replica left is found within this; own rows ring at once.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PublishLimit = TimeSpan.FromSeconds(5);

    private bool _isFailing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!broker.IsConfigured)
        {
            return;
        }

        var rung = new ReaderWait<IReadOnlyList<ReplicaEvent>>(news.Reader, time);
        while (true)
        {
            await rung.WaitAsync(Period, stoppingToken);
            var unstored = TakeUnstored();
            try
            {
                if (state.IsConnected)
                {
                    await SendAsync(unstored, stoppingToken);
                }

                await outbox.MeasureAsync(instruments, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The rows are still there; the next round tries again.
                if (!_isFailing)
                {
                    LogFailed(logger, e.Message);
                }

                _isFailing = true;
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<ReplicaEvent> unstored, CancellationToken ct)
    {
        foreach (var batch in unstored.Chunk(BatchSize))
        {
            await PublishAsync(batch, ct);
        }

        while (await outbox.TakeAsync(BatchSize, PublishAsync, ct) == BatchSize)
        {
            // Until few are left: those ring, or wait for the next round.
        }

        if (_isFailing)
        {
            LogRecovered(logger, broker.Display);
        }

        _isFailing = false;
    }

    private List<ReplicaEvent> TakeUnstored()
    {
        var unstored = new List<ReplicaEvent>();
        while (news.Reader.TryRead(out var events))
        {
            unstored.AddRange(events);
        }

        return unstored;
    }

    private async Task PublishAsync(IReadOnlyList<ReplicaEvent> events, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(PublishLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await bus.Current.Publish(new ReplicaEvents(events), both.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new BrokerUnavailableException(limit.IsCancellationRequested ? $"no answer within {PublishLimit.TotalSeconds:0} s" : e.Message, e);
        }

        instruments.Published(events.Count);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events for other replicas wait: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Events reach other replicas again by {Broker}")]
    private static partial void LogRecovered(ILogger logger, string broker);
}
