using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Pods;

/// <summary>Requests and limits by resource name, such as <c>cpu</c> or <c>nvidia.com/gpu</c>.</summary>
public sealed record ResourceRequirements
{
    [JsonConverter(typeof(SharedQuantityMapConverter))]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }

    [JsonConverter(typeof(SharedQuantityMapConverter))]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }
}
