namespace Headroom.Kubernetes.Watching;

/// <summary>What a store keeps up to date beside its objects. Called under the store's lock.</summary>
internal interface IObjectIndex<in T>
    where T : KubernetesObject
{
    void Replace(ObjectKey key, T? old, T? item);
}
