using System.Text.Json.Serialization;

namespace Headroom.Kubernetes.Nodes;

/// <summary>Whether pods may come.</summary>
public sealed record NodeSpec
{
    public bool Unschedulable { get; init; }

    [JsonPropertyName("providerID")]
    public string? ProviderId { get; init; }

    public IReadOnlyList<Taint> Taints { get => field ?? []; init; }
}
