namespace Headroom.Kubernetes.Access;

/// <summary>An action on a resource.</summary>
public sealed record ResourceAttributes
{
    /// <summary>Null or empty means all namespaces.</summary>
    public string? Namespace { get; init; }

    public string? Verb { get; init; }

    public string? Group { get; init; }

    public string? Version { get; init; }

    public string? Resource { get; init; }

    public string? Subresource { get; init; }

    public string? Name { get; init; }
}
