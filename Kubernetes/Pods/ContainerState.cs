using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Pods;

/// <summary>What a container does now; of the three states only running is read.</summary>
public sealed record ContainerState
{
    public RunningContainer? Running { get; init; }
}

/// <summary>A container that runs.</summary>
public sealed record RunningContainer
{
    [JsonConverter(typeof(Rfc3339TimeConverter))]
    public DateTimeOffset? StartedAt { get; init; }
}
