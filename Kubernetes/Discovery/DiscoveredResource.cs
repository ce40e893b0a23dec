namespace Headroom.Kubernetes.Discovery;

/// <summary>A kind as the server serves it.</summary>
/// <param name="Resource">Where.</param>
/// <param name="HasScale">Whether it can be sized through <c>/scale</c>.</param>
/// <param name="Verbs">What can be done with it, such as <c>list</c> and <c>watch</c>.</param>
public sealed record DiscoveredResource(ResourceType Resource, bool HasScale, IReadOnlyList<string> Verbs);
