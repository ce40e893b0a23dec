using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Nodes;

/// <summary>core/v1 Namespace.</summary>
public sealed class Namespace : KubernetesObject
{
    public static ResourceType<Namespace> Type { get; } = new(
        new ResourceType("", "v1", "namespaces", "Namespace", IsNamespaced: false),
        KubernetesJson.Default.Namespace);

    public NamespaceStatus? Status { get; init; }
}
