namespace Headroom.LocalCluster.Objects;

/// <summary>An object's place within its resource; the namespace is empty for cluster-scoped kinds.</summary>
internal readonly record struct ObjectKey(string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
