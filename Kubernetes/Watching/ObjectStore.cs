namespace Headroom.Kubernetes.Watching;

/// <summary>The objects that a cache holds, with their indexes. Writes come from one loop; reads from anywhere.</summary>
internal sealed class ObjectStore<T>
    where T : KubernetesObject
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, T> _items = [];
    private readonly List<IObjectIndex<T>> _indexes = [];
    private T[]? _snapshot;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _items.Count;
            }
        }
    }

    public T? Find(ObjectKey key)
    {
        lock (_lock)
        {
            return _items.GetValueOrDefault(key);
        }
    }

    /// <summary>Shared between callers until the next change.</summary>
    public IReadOnlyCollection<T> Snapshot()
    {
        lock (_lock)
        {
            return _snapshot ??= [.. _items.Values];
        }
    }

    public ObjectIndex<TIndexKey, T> AddIndex<TIndexKey>(Func<T, IEnumerable<TIndexKey>> keysOf)
        where TIndexKey : notnull
    {
        var index = new ObjectIndex<TIndexKey, T>(keysOf, _lock);
        lock (_lock)
        {
            foreach (var (key, item) in _items)
            {
                ((IObjectIndex<T>)index).Replace(key, null, item);
            }

            _indexes.Add(index);
        }

        return index;
    }

    /// <returns>Null when nothing changed, which a list after a reconnect mostly finds.</returns>
    public ObjectChange<T>? Put(ObjectKey key, T item)
    {
        lock (_lock)
        {
            var old = _items.GetValueOrDefault(key);
            if (old is not null && IsSame(old, item))
            {
                return null;
            }

            SetLocked(key, old, item);
            return new ObjectChange<T>(old is null ? ChangeType.Added : ChangeType.Updated, key, old, item);
        }
    }

    /// <returns>Null when there was no such object.</returns>
    public ObjectChange<T>? Remove(ObjectKey key)
    {
        lock (_lock)
        {
            if (_items.GetValueOrDefault(key) is not { } old)
            {
                return null;
            }

            SetLocked(key, old, null);
            return new ObjectChange<T>(ChangeType.Deleted, key, old, null);
        }
    }

    /// <summary>Takes over a whole list: what it does not name has vanished while nobody watched.</summary>
    public IReadOnlyList<ObjectChange<T>> ReplaceAll(IReadOnlyDictionary<ObjectKey, T> listed)
    {
        var changes = new List<ObjectChange<T>>();
        lock (_lock)
        {
            foreach (var (key, old) in _items.Where(pair => !listed.ContainsKey(pair.Key)).ToList())
            {
                SetLocked(key, old, null);
                changes.Add(new ObjectChange<T>(ChangeType.Deleted, key, old, null));
            }

            foreach (var (key, item) in listed)
            {
                var old = _items.GetValueOrDefault(key);
                if (old is null || !IsSame(old, item))
                {
                    SetLocked(key, old, item);
                    changes.Add(new ObjectChange<T>(old is null ? ChangeType.Added : ChangeType.Updated, key, old, item));
                }
            }
        }

        return changes;
    }

    // The version is opaque but equality is allowed: the same version of the same object is the same content.
    private static bool IsSame(T old, T item) =>
        old.Metadata.ResourceVersion is { Length: > 0 } version
        && version == item.Metadata.ResourceVersion
        && old.Metadata.Uid == item.Metadata.Uid;

    private void SetLocked(ObjectKey key, T? old, T? item)
    {
        if (item is null)
        {
            _items.Remove(key);
        }
        else
        {
            _items[key] = item;
        }

        _snapshot = null;
        foreach (var index in _indexes)
        {
            index.Replace(key, old, item);
        }
    }
}
