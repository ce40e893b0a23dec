using System.Threading.Channels;

namespace Headroom.ControlPlane.Api.Live;

/// <summary>One client's buffer. When it is full the client is cut, and resumes by Last-Event-ID: nobody waits for it.</summary>
internal sealed class LiveSubscription(string? ns, string? name)
{
    public const int BufferedEvents = 512;

    private readonly Channel<LiveEvent> _buffer = Channel.CreateBounded<LiveEvent>(
        new BoundedChannelOptions(BufferedEvents) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<LiveEvent> Events => _buffer.Reader;

    /// <returns>False when the client was too slow and is cut.</returns>
    public bool Offer(LiveEvent live)
    {
        if (!live.Matches(ns, name) || _buffer.Writer.TryWrite(live))
        {
            return true;
        }

        _buffer.Writer.TryComplete();
        return false;
    }
}
