using System.Threading.Channels;

namespace Headroom.ControlPlane.Api.Buffers;

/// <summary>
/// Waits for a channel with a time limit. The pending wait is kept over time-outs: starting another each time would leave
/// one waiter behind per time-out until the next write.
/// </summary>
internal sealed class ReaderWait<T>(ChannelReader<T> reader, TimeProvider time)
{
    private Task<bool>? _pending;

    /// <returns>Readable, Closed, or Idle when <paramref name="limit"/> passed first.</returns>
    public async Task<ReaderState> WaitAsync(TimeSpan limit, CancellationToken ct)
    {
        // The wait itself has no token: it outlives this call when the limit passes. The channel's end completes it.
        _pending ??= reader.WaitToReadAsync(CancellationToken.None).AsTask();
        try
        {
            bool isOpen = await _pending.WaitAsync(limit, time, ct);
            _pending = null;
            return isOpen ? ReaderState.Readable : ReaderState.Closed;
        }
        catch (TimeoutException)
        {
            return ReaderState.Idle;
        }
    }
}
