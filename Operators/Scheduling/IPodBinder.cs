namespace Headroom.Operators.Scheduling;

/// <summary>Binds a pod to a node in the cluster.</summary>
internal interface IPodBinder
{
    /// <param name="gpus">Indices of the GPUs that it gets; empty for none.</param>
    /// <exception cref="Headroom.Kubernetes.KubernetesApiException">The cluster refused.</exception>
    Task BindAsync(string ns, string name, string uid, string node, IReadOnlyList<int> gpus, CancellationToken ct);
}
