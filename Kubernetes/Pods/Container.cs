using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Pods;

/// <summary>A container and what it asks for.</summary>
public sealed record Container
{
    [JsonConverter(typeof(SharedTextConverter))]
    public string Name { get => field ?? ""; init; }

    [JsonConverter(typeof(SharedTextConverter))]
    public string? Image { get; init; }

    public ResourceRequirements? Resources { get; init; }
}
