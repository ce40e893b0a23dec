using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation;

/// <summary>One worker over a queue of keys; a reconcile that fails is tried again.</summary>
internal abstract partial class Controller(SimulationClock clock, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    protected KeyQueue Queue { get; } = new(clock);

    /// <summary>Cancelled when the cluster stops; for delayed requeues.</summary>
    protected CancellationToken Stopping { get; private set; }

    /// <summary>Brings the object's surroundings to what it asks for; the key may name an object that is gone.</summary>
    protected abstract void Reconcile(ObjectKey key);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Stopping = stoppingToken;
        await Task.Yield();
        try
        {
            while (true)
            {
                Try(await Queue.TakeAsync(stoppingToken));
            }
        }
        catch (OperationCanceledException)
        {
            // The cluster stops.
        }
    }

    private void Try(ObjectKey key)
    {
        try
        {
            Reconcile(key);
        }
        catch (StatusException e) when (e.Code is 403 or 404 or 409)
        {
            // Something moved between reading and writing, or its namespace is going; look again.
            Queue.AddAfter(key, Soon, Stopping);
        }
        catch (Exception e)
        {
            LogFailure(GetType().Name, key, e);
            Queue.AddAfter(key, Retry, Stopping);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Controller} could not reconcile {Key}")]
    private partial void LogFailure(string controller, ObjectKey key, Exception e);
}
