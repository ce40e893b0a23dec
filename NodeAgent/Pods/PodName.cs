namespace Headroom.NodeAgent.Pods;

internal readonly record struct PodName(string Namespace, string Name)
{
    /// <summary>By namespace, then name.</summary>
    public static IComparer<PodName> Order { get; } = Comparer<PodName>.Create(static (a, b) =>
        string.CompareOrdinal(a.Namespace, b.Namespace) is not 0 and var byNamespace ? byNamespace : string.CompareOrdinal(a.Name, b.Name));
}
