using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Placement.Booking;
using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling;

/// <summary>Tells the extender what the watch shows: nodes with GPUs, pods on them, and pods that are gone.</summary>
internal sealed class SchedulingFeed(SchedulerExtender extender)
{
    private const string UnknownProduct = "unknown";

    // Of a pod that the caches keep for this feed.
    private static readonly string[] Annotations = [GpuIndices.Annotation, AskedResources.Fraction, AskedResources.FractionDevices];

    /// <summary>Nodes before pods: every node that comes late sets the pods that are known anew.</summary>
    /// <returns>Ends both subscriptions.</returns>
    public IReadOnlyList<IDisposable> Subscribe(Informer<Node> nodes, Informer<Pod> pods) => [nodes.Subscribe(OnNode), pods.Subscribe(OnPod)];

    /// <summary>The annotations of a pod that say which GPUs it asks for or has; null for most.</summary>
    public static IReadOnlyDictionary<string, string>? KeptAnnotations(Pod pod)
    {
        Dictionary<string, string>? kept = null;
        foreach (var name in Annotations)
        {
            if (pod.Metadata.Annotation(name) is { } text)
            {
                (kept ??= new Dictionary<string, string>(1, StringComparer.Ordinal))[name] = text;
            }
        }

        return kept;
    }

    private void OnNode(ObjectChange<Node> change)
    {
        var name = change.Key.Name;
        var gpus = (int)Offered(change.New, AskedResources.Gpus);
        if (gpus is < 1 or > GpuLevels.Limit)
        {
            // Gone, without GPUs, or with more than are kept apart: pods do not come there by us.
            extender.RemoveNode(name);
            return;
        }

        extender.SetNode(
            name, change.New?.Metadata.Label(AskedResources.Product) ?? UnknownProduct, gpus,
            (int)(1000 * Offered(change.New, "cpu")), (int)(Offered(change.New, "memory") / (1 << 20)));
    }

    private void OnPod(ObjectChange<Pod> change)
    {
        var uid = change.Item.Metadata.Uid ?? "";
        if (change.New is not { } pod || pod.Status?.Phase is "Succeeded" or "Failed")
        {
            extender.SeeGone(uid);
        }
        else if (pod.Spec?.NodeName is { Length: > 0 } node)
        {
            extender.SeeBound(pod, node, GpuIndices.Read(pod.Metadata.Annotation(GpuIndices.Annotation)));
        }
    }

    private static decimal Offered(Node? node, string resource) =>
        node?.Status?.Allocatable?.TryGetValue(resource, out var quantity) is true ? quantity.Value : 0;
}
