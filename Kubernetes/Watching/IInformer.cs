namespace Headroom.Kubernetes.Watching;

/// <summary>A cache of one kind, whatever its type.</summary>
public interface IInformer
{
    /// <summary>The kind, for logs.</summary>
    ResourceType Resource { get; }

    /// <summary>Whether a whole list has been read at least once.</summary>
    bool HasSynced { get; }

    /// <summary>Completes when <see cref="HasSynced"/> becomes true.</summary>
    Task WaitForSyncAsync(CancellationToken ct);

    /// <summary>Fills and follows the cache until cancelled. Call it once.</summary>
    Task RunAsync(CancellationToken ct);
}
