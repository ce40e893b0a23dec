using System.Collections.Concurrent;
using Headroom.Activator.Hosting;
using Headroom.Activator.Routing;
using Microsoft.Extensions.Options;

namespace Headroom.Activator.Asynchronous;

/// <summary>Delivers kept requests, each at least once: what an activator had when it was killed is due again when its lease has passed.</summary>
internal sealed partial class DeliveryLoop(
    RequestStore store, Deliverer deliverer, DeliverySignal signal, RouteBook book, ISourceReadiness source, Draining draining,
    IOptions<AsynchronousOptions> options, TimeProvider time, ILogger<DeliveryLoop> logger) : BackgroundService
{
    // What other activators accepted, and what is due again, is looked for as often.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExpiryPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, ServiceKey> _underWay = new();
    private bool _wasAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!store.IsConfigured)
        {
            return;
        }

        var deliveries = new List<Task>();
        var (renewed, expired) = (time.GetTimestamp(), time.GetTimestamp());
        try
        {
            while (true)
            {
                deliveries.RemoveAll(static d => d.IsCompleted);
                // Before the routes are known nothing can be delivered, and on the way out nothing more is begun.
                if (source.IsReady && !draining.IsOn)
                {
                    await TryAsync(async () => deliveries.AddRange((await TakeAsync(stoppingToken)).Select(kept => DeliverAsync(kept, stoppingToken))));
                }

                if (time.GetElapsedTime(renewed) > options.Value.Lease / 3)
                {
                    renewed = time.GetTimestamp();
                    await TryAsync(() => store.RenewAsync([.. _underWay.Keys], stoppingToken));
                }

                if (time.GetElapsedTime(expired) > ExpiryPeriod)
                {
                    expired = time.GetTimestamp();
                    await TryAsync(() => store.ExpireAsync(stoppingToken));
                }

                await signal.WaitAsync(Period < options.Value.Lease / 4 ? Period : options.Value.Lease / 4, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(deliveries);
        }
    }

    private async Task<IReadOnlyList<KeptRequest>> TakeAsync(CancellationToken ct)
    {
        var free = options.Value.Concurrency - _underWay.Count;
        if (free <= 0)
        {
            return [];
        }

        // One service that is slow, or starts, must not hold up all others.
        var share = Math.Max(1, options.Value.Concurrency / 4);
        var busy = _underWay.Values.GroupBy(static s => s).Where(g => g.Count() >= share).Select(static g => g.Key).ToList();
        var taken = await store.TakeAsync(Math.Min(free, share), busy, ct);
        foreach (var kept in taken)
        {
            _underWay[kept.Id] = kept.Service;
        }

        return taken;
    }

    private async Task DeliverAsync(KeptRequest kept, CancellationToken ct)
    {
        try
        {
            var path = kept.Target.Split('?')[0];
            var result = book.Table.Find(kept.Host, path) is null
                ? Deliverer.Again(kept, "its service is not routed")
                : await deliverer.DeliverAsync(kept, ct);
            await StoreAsync(kept, result, PauseAfter(kept.Attempts));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Another activator need not wait for the lease.
            await StoreAsync(kept, Deliverer.Again(kept, "the activator ended"), TimeSpan.Zero);
        }
        finally
        {
            _underWay.TryRemove(kept.Id, out _);
            signal.Set();
        }
    }

    // Not cancelled with the activator: an answer that is lost now is asked for a second time.
    private async Task StoreAsync(KeptRequest kept, KeptResult result, TimeSpan pause)
    {
        using var limit = new CancellationTokenSource(FinishLimit, time);
        try
        {
            await TryAsync(() => result.State == KeptState.Waiting
                ? store.PutBackAsync(kept.Id, pause, result, limit.Token)
                : store.FinishAsync(kept.Id, result, limit.Token));
        }
        catch (OperationCanceledException)
        {
            // Its lease will pass.
        }
    }

    private TimeSpan PauseAfter(int attempts)
    {
        var pause = options.Value.FirstPause * Math.Pow(2, Math.Min(attempts - 1, 20));
        return pause < LongestPause ? pause : LongestPause;
    }

    // Nothing of this may end the process, which forwards all other requests: what is under way is due again when its lease
    // has passed.
    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            _wasAway = false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (!_wasAway)
            {
                LogAway(error);
            }

            _wasAway = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database for asynchronous requests does not answer; deliveries wait")]
    private partial void LogAway(Exception error);
}
