using Headroom.Kubernetes;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Queues;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Runtime;

/// <summary>Runs one reconciler: queueing, one worker per key, backoff, deadlines, leadership.</summary>
/// <remarks>
/// Work begins once the caches are filled and, where an elector is given, this process leads. It stops at the renew
/// deadline and begins again with the next term. A throw brings the key back with backoff; a conflict does so quietly;
/// a key is forgotten by the backoff only after a reconcile that succeeded.
/// </remarks>
public sealed partial class ControllerRunner<TKey> : BackgroundService
    where TKey : notnull
{
    private readonly ControllerOptions<TKey> _options;
    private readonly IReconciler<TKey> _reconciler;
    private readonly TimeProvider _wall;
    private readonly TimeProvider _world;
    private readonly ILogger _logger;
    private readonly ControllerMetrics _metrics;

    /// <param name="wall">For timeouts and durations.</param>
    /// <param name="world">For requeues, backoff and resyncs; faster than the wall in a replay, otherwise the same.</param>
    public ControllerRunner(
        ControllerOptions<TKey> options,
        IReconciler<TKey> reconciler,
        TimeProvider wall,
        TimeProvider world,
        ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        _options = options;
        _reconciler = reconciler;
        _wall = wall;
        _world = world;
        _logger = loggers.CreateLogger($"Headroom.Operators.{options.Name}");
        _metrics = new ControllerMetrics(options.Name);
        Queue = new WorkQueue<TKey>(options.Queue ?? new WorkQueueOptions { Name = options.Name }, world);
    }

    /// <summary>Where watchers put the keys that changed.</summary>
    public WorkQueue<TKey> Queue { get; }

    /// <summary>Runs until cancelled.</summary>
    public Task RunAsync(CancellationToken ct) => ExecuteAsync(ct);

    public override void Dispose()
    {
        Queue.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var informer in _options.Informers)
            {
                await informer.WaitForSyncAsync(stoppingToken);
            }

            while (!stoppingToken.IsCancellationRequested)
            {
                await RunTermAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The way this ends.
        }
    }

    private async Task RunTermAsync(CancellationToken ct)
    {
        var lost = CancellationToken.None;
        if (_options.Elector is { } elector)
        {
            lost = (await elector.WaitForLeadershipAsync(ct)).Lost;
        }

        using var term = CancellationTokenSource.CreateLinkedTokenSource(ct, lost);
        LogStarted(_options.Name, _options.Workers);

        // What happened under another leader is not in this queue: begin with everything.
        EnqueueAll();
        await using (StartResync())
        {
            var workers = Enumerable.Range(0, _options.Workers).Select(_ => WorkAsync(term.Token));
            await Task.WhenAll(workers);
        }

        LogStopped(_options.Name);
    }

    private async Task WorkAsync(CancellationToken term)
    {
        // Off the starter's stack: the channel may have keys ready, and then nothing below would yield to the others.
        await Task.Yield();
        while (!term.IsCancellationRequested)
        {
            TKey key;
            try
            {
                (var hasKey, key) = await Queue.TakeAsync(term);
                if (!hasKey)
                {
                    return;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await ReconcileAsync(key, term);
            }
            finally
            {
                Queue.Done(key);
            }
        }
    }

    private async Task ReconcileAsync(TKey key, CancellationToken term)
    {
        var started = _wall.GetTimestamp();
        var result = ReconcileResult.Error;
        _metrics.Begin();
        try
        {
            using var timeout = new CancellationTokenSource(_options.ReconcileTimeout, _wall);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(term, timeout.Token);
            var requeue = await _reconciler.ReconcileAsync(key, both.Token);
            Queue.Forget(key);
            result = ReconcileResult.Success;
            if (requeue.Delay is { } delay)
            {
                Queue.Reschedule(key, delay);
                result = ReconcileResult.RequeueAfter;
            }
        }
        catch (Exception) when (term.IsCancellationRequested)
        {
            // Cut short by the end of the term, not failed: the key waits for whoever leads next.
            result = ReconcileResult.Requeue;
            Queue.Add(key);
        }
        catch (Exception e) when (e is KubernetesApiException { IsConflict: true } or LeadershipLostException)
        {
            result = ReconcileResult.Requeue;
            Queue.AddRateLimited(key);
        }
        catch (Exception e)
        {
            Queue.AddRateLimited(key);
            LogFailed(e, _options.Name, key, Queue.Failures(key));
        }
        finally
        {
            _metrics.End(result, _wall.GetElapsedTime(started));
        }
    }

    private void EnqueueAll()
    {
        try
        {
            foreach (var key in _options.ResyncKeys?.Invoke() ?? [])
            {
                Queue.Add(key);
            }
        }
        catch (Exception e)
        {
            // On a timer's thread nobody else would catch it, and the next resync may well succeed.
            LogResyncFailed(e, _options.Name);
        }
    }

    private ITimer? StartResync()
    {
        if (_options.ResyncPeriod is not { } period)
        {
            return null;
        }

        var jittered = period * (1 - (Random.Shared.NextDouble() / 10));
        return _world.CreateTimer(_ => EnqueueAll(), null, jittered, jittered);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Controller {Controller} started with {Workers} workers")]
    private partial void LogStarted(string controller, int workers);

    [LoggerMessage(Level = LogLevel.Error, Message = "Controller {Controller}: the keys to resync could not be found")]
    private partial void LogResyncFailed(Exception e, string controller);

    [LoggerMessage(Level = LogLevel.Information, Message = "Controller {Controller} stopped")]
    private partial void LogStopped(string controller);

    [LoggerMessage(Level = LogLevel.Error, Message = "Controller {Controller}: {Key} failed {Failures} times in a row")]
    private partial void LogFailed(Exception e, string controller, TKey key, int failures);
}
