using System.Threading.Channels;
using Headroom.ControlPlane.Api.Journal;

namespace Headroom.ControlPlane.Api.Audit;

/// <summary>Takes entries without ever holding up who made them, and keeps the last in memory; <see cref="AuditWriter"/> stores them.</summary>
internal sealed class AuditTrail(EventIds ids, JournalInstruments instruments)
{
    /// <summary>For what no person asked for.</summary>
    public const string Controllers = "headroom";

    /// <summary>Name of its buffer where losses are counted.</summary>
    public const string Buffer = "audit";

    // Hours of a database that is away, at a usual rate; beyond it the oldest go.
    private const int Capacity = 10_000;
    private const int Most = 2_000;

    private readonly Channel<AuditEntry> _inbox = Channel.CreateBounded<AuditEntry>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
        _ => instruments.Dropped(Buffer, 1));

    private readonly Lock _lock = new();
    private readonly Queue<AuditEntry> _recent = new();

    public ChannelReader<AuditEntry> Inbox => _inbox.Reader;

    public void Record(string actor, string action, string kind, string ns, string name, string message, bool isApplied = true)
    {
        var id = ids.Next();
        var entry = new AuditEntry(id, EventIds.ToTime(id), actor, action, kind, ns, name, isApplied, message);
        lock (_lock)
        {
            _recent.Enqueue(entry);
            if (_recent.Count > Most)
            {
                _recent.Dequeue();
            }
        }

        _inbox.Writer.TryWrite(entry);
    }

    /// <returns>Newest first.</returns>
    public IReadOnlyList<AuditEntry> Recent(AuditQuery query)
    {
        lock (_lock)
        {
            return [.. _recent.Where(query.Matches).Reverse().Take(query.Limit)];
        }
    }
}
