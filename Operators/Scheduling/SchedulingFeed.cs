using System.Globalization;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling;

/// <summary>Tells the extender what the watch shows: nodes with GPUs, pods on them, and pods that are gone.</summary>
internal sealed class SchedulingFeed(SchedulerExtender extender)
{
    private const string Product = "nvidia.com/gpu.product";
    private const string UnknownProduct = "unknown";

    /// <returns>Ends both subscriptions.</returns>
    public IReadOnlyList<IDisposable> Subscribe(Informer<Node> nodes, Informer<Pod> pods) => [nodes.Subscribe(OnNode), pods.Subscribe(OnPod)];

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
            name, change.New?.Metadata.Label(Product) ?? UnknownProduct, gpus,
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
            extender.SeeBound(pod, node, Gpus(pod.Metadata.Annotation(ClusterPodBinder.GpusAnnotation)));
        }
    }

    private static GpuSet? Gpus(string? annotation)
    {
        if (string.IsNullOrEmpty(annotation))
        {
            return null;
        }

        var gpus = GpuSet.None;
        foreach (var part in annotation.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var gpu) || gpu >= GpuLevels.Limit)
            {
                return null; // someone else's hand: the tightest are taken
            }

            gpus = gpus.With(gpu);
        }

        return gpus;
    }

    private static decimal Offered(Node? node, string resource) =>
        node?.Status?.Allocatable?.TryGetValue(resource, out var quantity) is true ? quantity.Value : 0;
}
