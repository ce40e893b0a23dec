namespace Headroom.Kubernetes.Pods;

/// <summary>Usage of one container.</summary>
public sealed record ContainerMetrics
{
    public string Name { get => field ?? ""; init; }

    /// <summary>By resource: <c>cpu</c> in cores, <c>memory</c> in bytes.</summary>
    public IReadOnlyDictionary<string, Quantity>? Usage { get; init; }
}
