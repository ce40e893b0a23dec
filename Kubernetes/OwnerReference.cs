using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes;

/// <summary>metav1.OwnerReference.</summary>
public sealed record OwnerReference
{
    [JsonConverter(typeof(SharedTextConverter))]
    public string ApiVersion { get => field ?? ""; init; }

    [JsonConverter(typeof(SharedTextConverter))]
    public string Kind { get => field ?? ""; init; }

    [JsonConverter(typeof(SharedTextConverter))]
    public string Name { get => field ?? ""; init; }

    [JsonConverter(typeof(SharedTextConverter))]
    public string Uid { get => field ?? ""; init; }

    public bool? Controller { get; init; }

    public bool? BlockOwnerDeletion { get; init; }
}
