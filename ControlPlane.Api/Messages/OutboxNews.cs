using System.Threading.Channels;

namespace Headroom.ControlPlane.Api.Messages;

/// <summary>What wakes the dispatcher: rows in the outbox, or events that have none because the database is away.</summary>
internal sealed class OutboxNews
{
    // Losing one delays it: events without a row wait for the database as well.
    private const int Capacity = 1_000;

    private readonly Channel<IReadOnlyList<ReplicaEvent>> _news = Channel.CreateBounded<IReadOnlyList<ReplicaEvent>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    public ChannelReader<IReadOnlyList<ReplicaEvent>> Reader => _news.Reader;

    public void Stored() => _news.Writer.TryWrite([]);

    public void NotStored(IReadOnlyList<ReplicaEvent> events) => _news.Writer.TryWrite(events);
}
