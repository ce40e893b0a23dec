namespace Headroom.Kubernetes.Watching;

/// <summary>How far a watch has got: through a streamed list first, where it began with one, then from version to version.</summary>
/// <param name="version">Where it began; null for a watch that begins with a streamed list.</param>
internal sealed class WatchProgress<T>(string? version)
    where T : KubernetesObject
{
    private readonly string? _start = version;
    private Dictionary<ObjectKey, T>? _listed = version is null ? [] : null;

    /// <summary>To resume from; null before a streamed list is whole.</summary>
    public string? Version { get; private set; } = version;

    public bool HasMoved => Version != _start;

    /// <summary>Whether the streamed list is not whole yet.</summary>
    public bool IsListing => _listed is not null;

    /// <summary>Every event counts, not only bookmarks: a quiet selector may never see one.</summary>
    public void MoveTo(string? reached)
    {
        if (!string.IsNullOrEmpty(reached))
        {
            Version = reached;
        }
    }

    /// <param name="found">An event while <see cref="IsListing"/>.</param>
    /// <param name="keep">What to keep of an object.</param>
    /// <returns>The whole list with its last event, null before.</returns>
    /// <exception cref="NotSupportedException">The server does not know what it was asked for.</exception>
    public IReadOnlyDictionary<ObjectKey, T>? Gather(WatchEvent<T> found, Func<T, T> keep)
    {
        var listed = _listed ?? throw new InvalidOperationException("the list is whole already");
        switch (found.Type)
        {
            case WatchEventType.Bookmark when found.EndsInitialEvents:
                _listed = null;
                return listed;
            case WatchEventType.Bookmark:
                throw new NotSupportedException("a plain bookmark came before the end of the list");
            case WatchEventType.Deleted:
                listed.Remove(found.Item.Key);
                return null;
            default:
                var kept = keep(found.Item);
                listed[kept.Key] = kept;
                return null;
        }
    }
}
