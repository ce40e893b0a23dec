using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Workloads;

/// <summary>apps/v1 Deployment: its size and how far the controller has got.</summary>
public sealed class Deployment : KubernetesObject
{
    public static ResourceType<Deployment> Type { get; } = new(
        new ResourceType("apps", "v1", "deployments", "Deployment", IsNamespaced: true),
        KubernetesJson.Default.Deployment);

    public WorkloadSpec? Spec { get; init; }

    public WorkloadStatus? Status { get; init; }
}
