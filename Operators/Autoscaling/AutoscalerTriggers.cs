using Headroom.Kubernetes;
using Headroom.Kubernetes.Queues;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Decisions;

namespace Headroom.Operators.Autoscaling;

/// <summary>Puts keys on the queue when something changed that a decision depends on; its own writes are no reason.</summary>
internal static class AutoscalerTriggers
{
    public static void Subscribe(
        WorkQueue<AutoscalerKey> queue, Informer<PredictiveAutoscaler> autoscalers, Informer<Deployment> deployments, AutoscalerRegistry registry)
    {
        var byTarget = autoscalers.AddIndex(a => new[] { (a.Metadata.Namespace ?? "", a.Spec.ScaleTargetRef.Kind, a.Spec.ScaleTargetRef.Name) });
        autoscalers.Subscribe(change =>
        {
            if (change.Old is null || change.New is null || IsAskedFor(change.Old, change.New))
            {
                queue.Add(Key(change.Item));
            }
        });
        deployments.Subscribe(change =>
        {
            if (change.Old?.Spec?.Replicas == change.New?.Spec?.Replicas)
            {
                return;
            }

            foreach (var autoscaler in byTarget.Find((change.Key.Namespace, "Deployment", change.Key.Name)))
            {
                var key = Key(autoscaler);
                if (registry.Find(key)?.LastDecision?.Desired != change.New?.Spec?.Replicas)
                {
                    queue.Add(key);
                }
            }
        });
    }

    public static AutoscalerKey Key(KubernetesObject item) => new(item.Metadata.Namespace ?? "", item.Metadata.Name ?? "");

    // A status write raises neither the generation nor an annotation.
    private static bool IsAskedFor(PredictiveAutoscaler before, PredictiveAutoscaler after) =>
        before.Metadata.Generation != after.Metadata.Generation
        || before.Metadata.Uid != after.Metadata.Uid
        || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp
        || Annotations(before) != Annotations(after);

    private static (string?, string?, string?) Annotations(PredictiveAutoscaler item) => (
        item.Metadata.Annotation("headroom.dev/paused"),
        item.Metadata.Annotation("headroom.dev/paused-scale-in"),
        item.Metadata.Annotation("headroom.dev/paused-scale-out"));
}
