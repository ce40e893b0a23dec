namespace Headroom.Kubernetes.Watching;

/// <summary>One line of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Item">The object afterwards, or for a deletion as it was last; a bookmark has only its version.</param>
public readonly record struct WatchEvent<T>(WatchEventType Type, T Item)
    where T : KubernetesObject
{
    /// <summary>Whether this is the bookmark after the last of the initial events.</summary>
    public bool EndsInitialEvents =>
        Type == WatchEventType.Bookmark && Item.Metadata.Annotation("k8s.io/initial-events-end") is "true";
}
