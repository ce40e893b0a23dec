namespace Headroom.Kubernetes.Watching;

/// <summary>A change of a cache, for finding the keys to enqueue; never decide from it.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Key">To which object.</param>
/// <param name="Old">Null for an addition.</param>
/// <param name="New">Null for a deletion.</param>
public readonly record struct ObjectChange<T>(ChangeType Type, ObjectKey Key, T? Old, T? New)
    where T : KubernetesObject
{
    /// <summary>The object after the change, or before it for a deletion.</summary>
    public T Item => New ?? Old ?? throw new System.Diagnostics.UnreachableException("a change has a before or an after");
}
