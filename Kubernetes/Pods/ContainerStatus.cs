using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Pods;

/// <summary>Whether a container is up.</summary>
public sealed record ContainerStatus
{
    [JsonConverter(typeof(SharedTextConverter))]
    public string Name { get => field ?? ""; init; }

    public bool Ready { get; init; }

    public bool? Started { get; init; }

    public int RestartCount { get; init; }

    public ContainerState? State { get; init; }
}
