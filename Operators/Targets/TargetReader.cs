using Headroom.Kubernetes;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Operators.Targets;

/// <summary>Reads scale targets: the apps/v1 workloads from the watch cache, any other kind through its scale subresource.</summary>
internal sealed class TargetReader(
    KubernetesClient client, ResourceDiscovery discovery, Informer<Deployment> deployments, Informer<StatefulSet> statefulSets)
{
    public async Task<TargetObservation> ReadAsync(string ns, ScaleTargetSpec target, CancellationToken ct)
    {
        var key = new ObjectKey(ns, target.Name);
        return (target.ApiVersion, target.Kind) switch
        {
            ("apps/v1", "Deployment") => Workload(target, ns, deployments.Find(key) is { } d ? (d.Metadata, d.Spec, d.Status) : null),
            ("apps/v1", "StatefulSet") => Workload(target, ns, statefulSets.Find(key) is { } s ? (s.Metadata, s.Spec, s.Status) : null),
            _ => await ScaleAsync(ns, target, ct),
        };
    }

    /// <summary>The resource behind a kind; null when the server does not serve it, or not with a scale subresource.</summary>
    public async Task<ResourceType?> ResolveAsync(ScaleTargetSpec target, CancellationToken ct) => (target.ApiVersion, target.Kind) switch
    {
        ("apps/v1", "Deployment") => Deployment.Type.Resource,
        ("apps/v1", "StatefulSet") => StatefulSet.Type.Resource,
        _ => await discovery.FindAsync(target.ApiVersion, target.Kind, ct) is { HasScale: true } found ? found.Resource : null,
    };

    private static TargetObservation Workload(ScaleTargetSpec target, string ns, (ObjectMeta Metadata, WorkloadSpec? Spec, WorkloadStatus? Status)? found) =>
        found is not { } workload || workload.Metadata.DeletionTimestamp is not null
            ? new TargetObservation.Missing($"{target.Kind} {ns}/{target.Name} does not exist")
            : new TargetObservation.Found(
                workload.Spec?.Replicas ?? 1,
                workload.Status?.ReadyReplicas ?? 0,
                workload.Metadata.ResourceVersion ?? "",
                workload.Spec?.Selector?.ToString() ?? "");

    private async Task<TargetObservation> ScaleAsync(string ns, ScaleTargetSpec target, CancellationToken ct)
    {
        var resource = await ResolveAsync(target, ct);
        if (resource is null)
        {
            return new TargetObservation.Missing($"the server serves no {target.Kind} of {target.ApiVersion} with a scale subresource");
        }

        try
        {
            var scale = await client.GetScaleAsync(resource, new ObjectKey(ns, target.Name), ct);
            return new TargetObservation.Found(
                scale.Spec?.Replicas ?? 0, scale.Status?.Replicas ?? 0, scale.Metadata.ResourceVersion ?? "", scale.Status?.Selector ?? "");
        }
        catch (KubernetesApiException error) when (error.IsNotFound)
        {
            return new TargetObservation.Missing($"{target.Kind} {ns}/{target.Name} does not exist or has no scale subresource");
        }
    }
}
