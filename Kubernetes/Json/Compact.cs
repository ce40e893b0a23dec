namespace Headroom.Kubernetes.Json;

/// <summary>Lists as they are kept in a cache: no room to grow, no wrapper.</summary>
internal static class Compact
{
    /// <summary>A list read from JSON as an array of exactly its length; anything else as it is.</summary>
    public static IReadOnlyList<T>? Of<T>(IReadOnlyList<T>? list) => list is List<T> read ? read.ToArray() : list;
}
