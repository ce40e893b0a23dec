using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes;

/// <summary>metav1.Condition; also reads the older per-kind conditions, which lack the generation.</summary>
public sealed record Condition
{
    [JsonConverter(typeof(SharedTextConverter))]
    public string Type { get => field ?? ""; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string Status { get => field ?? ""; init; }

    public long? ObservedGeneration { get; init; }

    /// <summary>When <see cref="Status"/> last changed; nothing else moves it.</summary>
    [JsonConverter(typeof(Rfc3339TimeConverter))]
    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>CamelCase, for programs.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Reason { get; init; }

    /// <summary>A sentence, for people.</summary>
    public string? Message { get; init; }

    [JsonIgnore]
    public bool IsTrue => Status is "True";
}
