using Headroom.Kubernetes;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Pods;

namespace Headroom.SimulatedNodes.Nodes;

/// <summary>Nodes and pods of the cluster, as all simulated nodes share them.</summary>
internal sealed class ClusterView(KubernetesClient client)
{
    public const string Gpu = "nvidia.com/gpu";

    // The label by which the operator asks for an agent, as the DaemonSet's node selector has it.
    private const string Managed = "headroom.dev/simulated=true,headroom.dev/power-managed";

    private volatile IReadOnlyList<Pod> _pods = [];

    public IReadOnlyList<Node> Nodes { get; private set; } = [];

    /// <summary>Pods on a node that hold GPUs.</summary>
    public IEnumerable<Pod> On(string node) =>
        _pods.Where(p => p.Spec?.NodeName == node && p.Status?.Phase is "Pending" or "Running" && GpusOf(p) > 0);

    public static int GpusOf(Pod pod) =>
        pod.Spec is null ? 0 : (int)pod.Spec.Containers.Sum(static c => c.Resources?.Limits?.GetValueOrDefault(Gpu).Value ?? 0);

    public async Task RefreshAsync(CancellationToken ct)
    {
        Nodes = (await client.ListAsync(Node.Type, null, ListOptions.All with { LabelSelector = Managed }, ct)).Items;
        // Without a node to serve, its pods are nobody's concern.
        _pods = Nodes.Count == 0 ? [] : (await client.ListAsync(Pod.Type, null, ListOptions.All, ct)).Items;
    }
}
