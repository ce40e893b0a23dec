using System.Diagnostics.CodeAnalysis;

namespace Headroom.Kubernetes.Events;

/// <summary>At most so many values; the one that was asked for longest ago makes room.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _latestFirst = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            value = default;
            return false;
        }

        _latestFirst.Remove(node);
        _latestFirst.AddFirst(node);
        value = node.Value.Value;
        return true;
    }

    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        if (TryGet(key, out var known))
        {
            return known;
        }

        var made = make(key);
        Set(key, made);
        return made;
    }

    public void Set(TKey key, TValue value)
    {
        if (_nodes.Remove(key, out var before))
        {
            _latestFirst.Remove(before);
        }
        else if (_nodes.Count >= capacity && _latestFirst.Last is { } oldest)
        {
            _nodes.Remove(oldest.Value.Key);
            _latestFirst.RemoveLast();
        }

        _nodes[key] = _latestFirst.AddFirst((key, value));
    }
}
