namespace Headroom.Kubernetes.Watching;

/// <summary>Finds cached objects by something other than their name. Kept up to date change by change.</summary>
public sealed class ObjectIndex<TIndexKey, T> : IObjectIndex<T>
    where TIndexKey : notnull
    where T : KubernetesObject
{
    private readonly Func<T, IEnumerable<TIndexKey>> _keysOf;
    private readonly Lock _lock;
    private readonly Dictionary<TIndexKey, Dictionary<ObjectKey, T>> _byKey = [];

    internal ObjectIndex(Func<T, IEnumerable<TIndexKey>> keysOf, Lock storeLock) => (_keysOf, _lock) = (keysOf, storeLock);

    /// <returns>A snapshot in no particular order; empty for an unknown key.</returns>
    public IReadOnlyCollection<T> Find(TIndexKey key)
    {
        lock (_lock)
        {
            return _byKey.TryGetValue(key, out var found) ? [.. found.Values] : [];
        }
    }

    void IObjectIndex<T>.Replace(ObjectKey key, T? old, T? item)
    {
        foreach (var gone in old is null ? [] : _keysOf(old))
        {
            if (_byKey.TryGetValue(gone, out var bucket) && bucket.Remove(key) && bucket.Count == 0)
            {
                _byKey.Remove(gone);
            }
        }

        foreach (var now in item is null ? [] : _keysOf(item))
        {
            if (!_byKey.TryGetValue(now, out var bucket))
            {
                _byKey[now] = bucket = [];
            }

            bucket[key] = item!; // the loop has no rounds when item is null
        }
    }
}
