using System.Diagnostics.CodeAnalysis;

namespace Headroom.ControlPlane.Api.Access;

/// <summary>A bounded map whose entries end; when full, the entry that was written first goes.</summary>
internal sealed class ExpiringCache<TKey, TValue>(int capacity, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly LinkedList<TKey> _byAge = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var entry) && time.GetElapsedTime(entry.Written) < entry.Lifetime)
            {
                value = entry.Value;
                return true;
            }

            RemoveLocked(key);
            value = default;
            return false;
        }
    }

    public void Set(TKey key, TValue value, TimeSpan lifetime)
    {
        lock (_lock)
        {
            RemoveLocked(key);
            if (_entries.Count >= capacity && _byAge.First is { } oldest)
            {
                RemoveLocked(oldest.Value);
            }

            _entries[key] = new Entry(value, time.GetTimestamp(), lifetime, _byAge.AddLast(key));
        }
    }

    public void Remove(TKey key)
    {
        lock (_lock)
        {
            RemoveLocked(key);
        }
    }

    private void RemoveLocked(TKey key)
    {
        if (_entries.Remove(key, out var entry))
        {
            _byAge.Remove(entry.Age);
        }
    }

    private readonly record struct Entry(TValue Value, long Written, TimeSpan Lifetime, LinkedListNode<TKey> Age);
}
