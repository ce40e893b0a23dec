using Headroom.Kubernetes;

namespace Headroom.Operators.Power.Api;

/// <summary>What a node's agent last said; written by the operator. Cluster-scoped, named as the node.</summary>
public sealed class NodePower : KubernetesObject
{
    public static ResourceType<NodePower> Type { get; } = new(
        new ResourceType("headroom.dev", "v1alpha1", "nodepowers", "NodePower", IsNamespaced: false),
        PowerJson.Default.NodePower);

    public NodePowerStatus? Status { get; set; }
}
