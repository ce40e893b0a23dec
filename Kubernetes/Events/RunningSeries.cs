namespace Headroom.Kubernetes.Events;

/// <summary>An event that was written, and how often it has happened since.</summary>
internal sealed class RunningSeries(ObjectKey key, long lastSeen)
{
    public ObjectKey Key { get; } = key;

    public int Count { get; private set; } = 1;

    public long LastSeen { get; private set; } = lastSeen;

    public void Repeat(long now) => (Count, LastSeen) = (Count + 1, now);
}
