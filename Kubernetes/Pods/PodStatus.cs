using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Pods;

/// <summary>The used part of a pod status.</summary>
public sealed record PodStatus
{
    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Phase { get; init; }

    [JsonConverter(typeof(SharedTextConverter))]
    public string? Reason { get; init; }

    [JsonPropertyName("podIP")]
    public string? PodIp { get; init; }

    /// <summary>When the kubelet took it up.</summary>
    [JsonConverter(typeof(Rfc3339TimeConverter))]
    public DateTimeOffset? StartTime { get; init; }

    public IReadOnlyList<Condition> Conditions { get => field ?? []; init => field = Compact.Of(value); }

    public IReadOnlyList<ContainerStatus> ContainerStatuses { get => field ?? []; init => field = Compact.Of(value); }
}
