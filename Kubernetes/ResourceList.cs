namespace Headroom.Kubernetes;

/// <summary>One page of a list.</summary>
/// <param name="Items">In the server's order, by key.</param>
/// <param name="ResourceVersion">The version to watch from, once the last page was read.</param>
/// <param name="Continue">Pass it on for the next page; null on the last one.</param>
public sealed record ResourceList<T>(IReadOnlyList<T> Items, string ResourceVersion, string? Continue);
