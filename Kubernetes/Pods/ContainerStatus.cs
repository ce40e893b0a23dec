namespace Headroom.Kubernetes.Pods;

/// <summary>Whether a container is up.</summary>
public sealed record ContainerStatus
{
    public string Name { get => field ?? ""; init; }

    public bool Ready { get; init; }

    public bool? Started { get; init; }

    public int RestartCount { get; init; }
}
