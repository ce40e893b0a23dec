using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Pods;

/// <summary>The used part of a pod spec.</summary>
public sealed record PodSpec
{
    /// <summary>Null until it is bound.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? NodeName { get; init; }

    public IReadOnlyList<Container> Containers { get => field ?? []; init => field = Compact.Of(value); }

    public IReadOnlyList<Container> InitContainers { get => field ?? []; init => field = Compact.Of(value); }

    [JsonConverter(typeof(SharedTextMapConverter))]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    public int? Priority { get; init; }

    [JsonConverter(typeof(SharedTextConverter))]
    public string? PriorityClassName { get; init; }

    [JsonConverter(typeof(SharedTextConverter))]
    public string? SchedulerName { get; init; }

    /// <summary>Not scheduled while any is left.</summary>
    public IReadOnlyList<SchedulingGate>? SchedulingGates { get; init; }
}
