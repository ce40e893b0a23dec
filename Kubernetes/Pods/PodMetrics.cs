using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Pods;

/// <summary>metrics.k8s.io/v1beta1 PodMetrics: what the containers use now.</summary>
public sealed class PodMetrics : KubernetesObject
{
    public static ResourceType<PodMetrics> Type { get; } = new(
        new ResourceType("metrics.k8s.io", "v1beta1", "pods", "PodMetrics", IsNamespaced: true),
        KubernetesJson.Default.PodMetrics);

    /// <summary>End of the window.</summary>
    [JsonConverter(typeof(Rfc3339TimeConverter))]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Length of the window as a Go duration, such as <c>14.9s</c>.</summary>
    public string? Window { get; init; }

    public IReadOnlyList<ContainerMetrics> Containers { get => field ?? []; init; }
}
