using Headroom.Kubernetes;

namespace Headroom.Operators.Power.Api;

/// <summary>A feed with a budget, and the nodes on it. Cluster-scoped.</summary>
public sealed class PowerDomain : KubernetesObject
{
    public static ResourceType<PowerDomain> Type { get; } = new(
        new ResourceType("headroom.dev", "v1alpha1", "powerdomains", "PowerDomain", IsNamespaced: false),
        PowerJson.Default.PowerDomain);

    public PowerDomainSpec Spec { get; set; } = new();

    public PowerDomainStatus? Status { get; set; }
}
