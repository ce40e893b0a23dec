using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Leases;

/// <summary>coordination.k8s.io/v1 Lease.</summary>
public sealed class Lease : KubernetesObject
{
    public static ResourceType<Lease> Type { get; } = new(
        new ResourceType("coordination.k8s.io", "v1", "leases", "Lease", IsNamespaced: true),
        KubernetesJson.Default.Lease);

    public LeaseSpec? Spec { get; init; }
}
