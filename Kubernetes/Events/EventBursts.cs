using Headroom.Kubernetes.Queues;

namespace Headroom.Kubernetes.Events;

/// <summary>Keeps a burst of events about one object readable, by the rules of client-go. Not safe for concurrent use.</summary>
/// <remarks>
/// From the tenth different note of one reason on, within ten minutes of the last, further ones are combined. Of all events
/// about an object 25 are written at once, and then one every five minutes. (client-go, tools/record, events_cache.go.)
/// </remarks>
public sealed class EventBursts(TimeProvider time)
{
    /// <summary>What the note of a combined event begins with.</summary>
    public const string CombinedPrefix = "(combined from similar events): ";

    private const int MaxSimilar = 10;
    private const int Burst = 25;
    private const int Remembered = 4096;
    private static readonly TimeSpan SimilarWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    private readonly RecentlyUsed<(EventSubject Subject, string Type, string Reason), SimilarNotes> _similar = new(Remembered);
    private readonly RecentlyUsed<EventSubject, TokenBucket> _buckets = new(Remembered);

    public EventFate Judge(EventSubject subject, string type, string reason, string note)
    {
        var similar = _similar.GetOrAdd((subject, type, reason), _ => new SimilarNotes(MaxSimilar, SimilarWindow));
        var isCombined = similar.IsOneTooMany(note, time.GetTimestamp(), time);
        var bucket = _buckets.GetOrAdd(subject, _ => new TokenBucket(1 / Refill.TotalSeconds, Burst, time));
        return !bucket.TryTake() ? EventFate.Dropped : isCombined ? EventFate.Combined : EventFate.Own;
    }
}
