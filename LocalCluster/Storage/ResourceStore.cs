using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Storage;

/// <summary>All objects of one resource behind one lock, with the recent changes for watchers.</summary>
/// <remarks>
/// A version is taken and the object serialised inside the lock, so the order of changes is the order of versions, and
/// a list's version covers exactly the writes that the list shows.
/// </remarks>
internal sealed class ResourceStore(VersionCounter versions, int window)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, SortedDictionary<string, StoredObject>> _objects = new(StringComparer.Ordinal);
    private readonly ChangeWindow _window = new(window);
    private Action<Change>? _changed;
    private TaskCompletionSource? _waiting;

    public int Count { get; private set; }

    /// <param name="handler">Called inside the lock with every later change: it may only queue keys or move counters.</param>
    public void OnChange(Action<Change> handler)
    {
        lock (_gate)
        {
            _changed += handler;
        }
    }

    public StoredObject? Get(ObjectKey key)
    {
        lock (_gate)
        {
            return GetLocked(key);
        }
    }

    /// <param name="scope">A namespace; null for all.</param>
    public ListSnapshot List(string? scope)
    {
        lock (_gate)
        {
            if (scope is null)
            {
                var all = new List<StoredObject>(Count);
                foreach (var inNamespace in _objects.Values)
                {
                    all.AddRange(inNamespace.Values);
                }

                return new ListSnapshot(all, versions.Current);
            }

            return new ListSnapshot(
                _objects.TryGetValue(scope, out var found) ? [.. found.Values] : [], versions.Current);
        }
    }

    /// <summary>Puts back an object of before a restart as it was; handlers see it as added, watchers do not.</summary>
    public void Restore(StoredObject item)
    {
        lock (_gate)
        {
            PutLocked(item);
            _changed?.Invoke(new Change(ChangeType.Added, item, null));
        }
    }

    /// <summary>Watches from versions before this one are answered 410.</summary>
    public void ForgetBefore(long version)
    {
        lock (_gate)
        {
            _window.ForgetBefore(version);
        }
    }

    /// <returns>Null when the name is taken.</returns>
    public StoredObject? TryCreate(ObjectKey key, JsonObject json)
    {
        lock (_gate)
        {
            if (GetLocked(key) is not null)
            {
                return null;
            }

            var stored = SerialiseLocked(key, json);
            PutLocked(stored);
            AppendLocked(new Change(ChangeType.Added, stored, null));
            return stored;
        }
    }

    /// <returns>Null when <paramref name="expected"/> is no longer the current version; itself when nothing changed.</returns>
    public StoredObject? TryReplace(StoredObject expected, JsonObject json)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(GetLocked(expected.Key), expected))
            {
                return null;
            }

            if (IsSame(expected, json))
            {
                return expected;
            }

            var stored = SerialiseLocked(expected.Key, json);
            _objects[expected.Key.Namespace][expected.Key.Name] = stored;
            AppendLocked(new Change(ChangeType.Modified, stored, expected));
            expected.Shrink();
            return stored;
        }
    }

    /// <returns>The object at the version of its deletion; null when <paramref name="expected"/> is not current.</returns>
    public StoredObject? TryDelete(StoredObject expected)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(GetLocked(expected.Key), expected))
            {
                return null;
            }

            var inNamespace = _objects[expected.Key.Namespace];
            inNamespace.Remove(expected.Key.Name);
            if (inNamespace.Count == 0)
            {
                _objects.Remove(expected.Key.Namespace);
            }

            Count--;
            var deleted = SerialiseLocked(expected.Key, expected.ToMutable());
            AppendLocked(new Change(ChangeType.Deleted, deleted, expected));
            return deleted;
        }
    }

    /// <summary>The window position from which a watcher at the version goes on; null when it is too old.</summary>
    public long? PositionAfter(long version)
    {
        lock (_gate)
        {
            return _window.PositionAfter(version);
        }
    }

    /// <summary>A list together with the position of the first change after it.</summary>
    public (ListSnapshot List, long Position) ListAndPosition(string? scope)
    {
        lock (_gate)
        {
            return (List(scope), _window.Head);
        }
    }

    public ReadOutcome Read(long position, List<Change> into)
    {
        lock (_gate)
        {
            return _window.TryRead(position, into)
                ? new ReadOutcome(false, _window.Head, versions.Current)
                : new ReadOutcome(true, position, versions.Current);
        }
    }

    /// <summary>Completes when there is something to read at the position.</summary>
    public Task WhenChangedAsync(long position)
    {
        lock (_gate)
        {
            if (_window.Head > position)
            {
                return Task.CompletedTask;
            }

            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task;
        }
    }

    private StoredObject? GetLocked(ObjectKey key) =>
        _objects.TryGetValue(key.Namespace, out var found) ? found.GetValueOrDefault(key.Name) : null;

    // Most writes change the length or keep the order of members, so that the trees need no comparison.
    private static bool IsSame(StoredObject expected, JsonObject json)
    {
        json.Ensure("metadata")["resourceVersion"] = expected.ResourceVersion.ToString();
        var utf8 = json.ToUtf8();
        return utf8.AsSpan().SequenceEqual(expected.Utf8.Span)
            || (utf8.Length == expected.Utf8.Length && JsonNode.DeepEquals(json, expected.Json));
    }

    private void PutLocked(StoredObject item)
    {
        if (!_objects.TryGetValue(item.Key.Namespace, out var inNamespace))
        {
            _objects[item.Key.Namespace] = inNamespace = new(StringComparer.Ordinal);
        }

        inNamespace[item.Key.Name] = item;
        Count++;
    }

    private StoredObject SerialiseLocked(ObjectKey key, JsonObject json)
    {
        var version = versions.Next();
        json.Ensure("metadata")["resourceVersion"] = version.ToString();
        return new StoredObject(key, version, json.ToUtf8());
    }

    private void AppendLocked(Change change)
    {
        _window.Append(change);
        _changed?.Invoke(change);
        var waiting = _waiting;
        _waiting = null;
        waiting?.SetResult();
    }
}
