namespace Headroom.Kubernetes.Discovery;

/// <summary>What one group and version serves.</summary>
public sealed record ApiResourceList
{
    public string? GroupVersion { get; init; }

    public IReadOnlyList<ApiResource> Resources { get => field ?? []; init; }
}
