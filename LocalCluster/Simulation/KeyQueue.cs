using System.Threading.Channels;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation;

/// <summary>Keys that wait for one worker; a key waits at most once, however often it is added.</summary>
internal sealed class KeyQueue(SimulationClock clock)
{
    private readonly Channel<ObjectKey> _channel = Channel.CreateUnbounded<ObjectKey>(new() { SingleReader = true });
    private readonly HashSet<ObjectKey> _waiting = [];
    private readonly Lock _gate = new();

    public void Add(ObjectKey key)
    {
        lock (_gate)
        {
            if (_waiting.Add(key))
            {
                _channel.Writer.TryWrite(key);
            }
        }
    }

    /// <summary>Adds the key when the simulated delay has passed.</summary>
    public void AddAfter(ObjectKey key, TimeSpan delay, CancellationToken ct) => _ = AddLaterAsync(key, delay, ct);

    public async Task<ObjectKey> TakeAsync(CancellationToken ct)
    {
        var key = await _channel.Reader.ReadAsync(ct);
        lock (_gate)
        {
            _waiting.Remove(key);
        }

        return key;
    }

    private async Task AddLaterAsync(ObjectKey key, TimeSpan delay, CancellationToken ct)
    {
        try
        {
            await clock.DelayAsync(delay, ct);
            Add(key);
        }
        catch (OperationCanceledException)
        {
            // The cluster stops: nothing will be reconciled any more.
        }
    }
}
