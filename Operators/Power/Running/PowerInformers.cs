using Headroom.Kubernetes;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Power.Api;

namespace Headroom.Operators.Power.Running;

/// <summary>The caches that power needs beside the autoscalers' own; apart, so that a cluster without these kinds still scales.</summary>
internal sealed class PowerInformers(Informer<PowerDomain> domains, Informer<Node> nodes)
{
    public Informer<PowerDomain> Domains => domains;

    public Informer<Node> Nodes => nodes;

    public Task RunAsync(CancellationToken ct) => Task.WhenAll(domains.RunAsync(ct), nodes.RunAsync(ct));

    public Task WaitForSyncAsync(CancellationToken ct) => Task.WhenAll(domains.WaitForSyncAsync(ct), nodes.WaitForSyncAsync(ct));

    /// <summary>Whether it offers GPUs, whole or in part.</summary>
    public static bool HasGpus(Node node) =>
        node.Status?.Capacity?.Any(static c => c.Key.StartsWith("nvidia.com/", StringComparison.Ordinal) && c.Value.Value > 0) == true;

    /// <summary>What is kept of a node: labels that selectors look at, taints, and of those with GPUs what they offer.</summary>
    public static Node Trim(Node node) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = node.Metadata.Name,
            Uid = node.Metadata.Uid,
            ResourceVersion = node.Metadata.ResourceVersion,
            Labels = node.Metadata.Labels,
        },
        Spec = node.Spec is { } spec ? new NodeSpec { Taints = spec.Taints } : null,
        Status = HasGpus(node) ? new NodeStatus { Capacity = node.Status?.Capacity, Allocatable = node.Status?.Allocatable } : null,
    };
}
