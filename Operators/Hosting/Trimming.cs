using Headroom.Kubernetes;
using Headroom.Kubernetes.Workloads;

namespace Headroom.Operators.Hosting;

/// <summary>What is kept of objects in the cache.</summary>
internal static class Trimming
{
    /// <summary>A Deployment without its template and annotations, which hold the last applied manifest.</summary>
    public static Deployment Deployment(Deployment item) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = item.Metadata.Name,
            Namespace = item.Metadata.Namespace,
            Uid = item.Metadata.Uid,
            ResourceVersion = item.Metadata.ResourceVersion,
            Generation = item.Metadata.Generation,
            DeletionTimestamp = item.Metadata.DeletionTimestamp,
            OwnerReferences = item.Metadata.OwnerReferences,
        },
        Spec = item.Spec is { } spec ? new WorkloadSpec { Replicas = spec.Replicas, Selector = spec.Selector } : null,
        Status = item.Status is { } status
            ? new WorkloadStatus { Replicas = status.Replicas, ReadyReplicas = status.ReadyReplicas }
            : null,
    };
}
