using Headroom.Activator.Holding;

namespace Headroom.Activator.Waking;

/// <summary>Asks for a replica at once when a service is starved, and again until it is not.</summary>
internal sealed partial class WakeLoop(IWaker waker, TimeProvider time, ILogger<WakeLoop> logger) : IDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Returns at once.</summary>
    public void Ask(ServiceGate gate)
    {
        if (gate.TryBeginAsking())
        {
            _ = AskAsync(gate, _stop.Token);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task AskAsync(ServiceGate gate, CancellationToken ct)
    {
        // Off the stack of the request that asks.
        await Task.Yield();
        try
        {
            // At least once: who asks may not be in the queue, such as a browser that got the placeholder.
            do
            {
                await AskOnceAsync(gate, ct);
                await Task.Delay(AskAgain, time, ct);
            }
            while (gate.IsStarved);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        gate.EndAsking();
        if (gate.IsStarved)
        {
            // It became so after the last look and before the end was said.
            Ask(gate);
        }
    }

    private async Task AskOnceAsync(ServiceGate gate, CancellationToken ct)
    {
        try
        {
            await waker.WakeAsync(gate.Key, ct);
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            LogFailed(gate.Key, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No replica of {Service} could be asked for: {Error}")]
    private partial void LogFailed(Routing.ServiceKey service, string error);
}
