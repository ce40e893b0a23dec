using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Nodes;

/// <summary>core/v1 Node: what it offers and whether pods may come.</summary>
public sealed class Node : KubernetesObject
{
    public static ResourceType<Node> Type { get; } = new(
        new ResourceType("", "v1", "nodes", "Node", IsNamespaced: false),
        KubernetesJson.Default.Node);

    public NodeSpec? Spec { get; init; }

    public NodeStatus? Status { get; init; }
}
