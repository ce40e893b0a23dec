namespace Headroom.Kubernetes.Nodes;

/// <summary>Whether it is going away.</summary>
public sealed record NamespaceStatus
{
    /// <summary><c>Active</c> or <c>Terminating</c>.</summary>
    public string? Phase { get; init; }
}
