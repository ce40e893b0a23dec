using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling;

/// <summary>Binds a pod to a node in the cluster.</summary>
internal interface IPodBinder
{
    /// <param name="gpus">That it gets; none for a pod without GPUs.</param>
    /// <exception cref="Headroom.Kubernetes.KubernetesApiException">The cluster refused.</exception>
    /// <exception cref="HttpRequestException">It could not be reached.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="Headroom.Kubernetes.Leases.LeadershipLostException">Another replica leads now.</exception>
    Task BindAsync(string ns, string name, string uid, string node, GpuSet gpus, CancellationToken ct);
}
