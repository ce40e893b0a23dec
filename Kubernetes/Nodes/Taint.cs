using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Nodes;

/// <summary>Keeps away pods that do not tolerate it.</summary>
public sealed record Taint
{
    public string Key { get => field ?? ""; init; }

    public string? Value { get; init; }

    /// <summary><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>.</summary>
    public string Effect { get => field ?? ""; init; }

    [JsonConverter(typeof(Rfc3339TimeConverter))]
    public DateTimeOffset? TimeAdded { get; init; }
}
