namespace Headroom.Kubernetes;

/// <summary>Names one object of a known kind.</summary>
/// <param name="Namespace">Empty for an object of cluster scope.</param>
/// <param name="Name">The object's name.</param>
public readonly record struct ObjectKey(string Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>A key of cluster scope.</summary>
    public static ObjectKey Cluster(string name) => new("", name);

    /// <summary>The key under which an object is stored; missing names become empty.</summary>
    public static ObjectKey Of(KubernetesObject item) => new(item.Metadata.Namespace ?? "", item.Metadata.Name ?? "");

    /// <summary>By namespace, then name, both ordinal.</summary>
    public int CompareTo(ObjectKey other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(Name, other.Name);
    }

    public static bool operator <(ObjectKey left, ObjectKey right) => left.CompareTo(right) < 0;

    public static bool operator >(ObjectKey left, ObjectKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(ObjectKey left, ObjectKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ObjectKey left, ObjectKey right) => left.CompareTo(right) >= 0;

    /// <summary><c>namespace/name</c>, or the bare name for cluster scope.</summary>
    public override string ToString() => Namespace is null or "" ? Name : $"{Namespace}/{Name}";
}
