using System.Globalization;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Autoscaling;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Runtime;

namespace Headroom.Bench.Soaking;

/// <summary>Brings the Deployment of the same name to the count that an autoscaler's annotation asks for.</summary>
internal sealed class ScaleReconciler(
    KubernetesClient leader, Informer<PredictiveAutoscaler> autoscalers, Informer<Deployment> deployments) : IReconciler<ObjectKey>
{
    public const string Wanted = "soak.headroom.dev/replicas";

    public async Task<Requeue> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (autoscalers.Find(key)?.Metadata.Annotation(Wanted) is not { } text || deployments.Find(key) is not { } target)
        {
            return Requeue.OnChange;
        }

        var replicas = int.Parse(text, CultureInfo.InvariantCulture);
        if (target.Spec?.Replicas != replicas)
        {
            var scale = new Scale
            {
                Metadata = new ObjectMeta { Name = key.Name, Namespace = key.Namespace, ResourceVersion = target.Metadata.ResourceVersion },
                Spec = new ScaleSpec { Replicas = replicas },
            };
            await leader.ReplaceScaleAsync(Deployment.Type.Resource, key, scale, ct);
        }

        return Requeue.OnChange;
    }
}
