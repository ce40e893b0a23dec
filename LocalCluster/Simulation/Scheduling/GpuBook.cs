using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Storage;
using Headroom.Placement.Booking;
using Headroom.Placement.Fragmentation;

namespace Headroom.LocalCluster.Simulation.Scheduling;

/// <summary>Which GPUs of which node every pod has, and where the next pod loses least: the book that the scheduler extender keeps.</summary>
internal sealed class GpuBook
{
    private readonly ClusterBook _book = new();
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();

    public GpuBook(KindRegistry kinds, TimeProvider time)
    {
        _time = time;
        kinds.Get("", "v1", "nodes").Store.OnChange(OnNode);
        kinds.Get("", "v1", "pods").Store.OnChange(OnPod);
    }

    /// <summary>The node of these on which the pod's GPUs are best taken, and which they are; booked until the pod is seen there.</summary>
    /// <returns>Null where they fit on none.</returns>
    public (StoredObject Node, GpuSet Gpus)? Take(string uid, JsonObject pod, IReadOnlyList<StoredObject> nodes)
    {
        lock (_gate)
        {
            var known = nodes.Where(n => _book.IndexOf(n.Key.Name) >= 0).ToArray();
            var shape = PodGpus.Shape(pod, _book.ModelsOf);
            var scores = new double[known.Length];
            _book.Score(shape, known.Select(n => _book.IndexOf(n.Key.Name)).ToArray(), scores);
            var best = known.Zip(scores).Where(static n => !double.IsNegativeInfinity(n.Second))
                .OrderByDescending(static n => n.Second).ThenBy(static n => n.First.Key.Name, StringComparer.Ordinal).Select(static n => n.First).FirstOrDefault();
            return best is not null && _book.Assume(uid, shape, best.Key.Name, _time.GetUtcNow()) is { } gpus ? (best, gpus) : null;
        }
    }

    /// <summary>It could not be bound.</summary>
    public void GiveBack(string uid)
    {
        lock (_gate)
        {
            _book.ReleaseAssumed(uid);
        }
    }

    private void OnNode(Change change)
    {
        var node = change.Object.Json;
        var allocatable = node.Obj("status").Obj("allocatable");
        var gpus = change.Type == ChangeType.Deleted ? 0 : (int)PodResources.Amount(allocatable, AskedResources.Gpus).Value;
        lock (_gate)
        {
            if (gpus is < 1 or > GpuLevels.Limit)
            {
                _book.RemoveNode(change.Object.Key.Name);
                return;
            }

            _book.SetNode(
                change.Object.Key.Name, node.Labels().Str(AskedResources.Product) ?? "", gpus,
                (int)(1000 * PodResources.Amount(allocatable, "cpu").Value), (int)(PodResources.Amount(allocatable, "memory").Value / (1 << 20)));
        }
    }

    private void OnPod(Change change)
    {
        var pod = change.Object.Json;
        var isGone = change.Type == ChangeType.Deleted || pod.Obj("status").Str("phase") is "Succeeded" or "Failed";
        lock (_gate)
        {
            if (isGone)
            {
                _book.Release(change.Object.Uid);
            }
            else if (pod.Obj("spec").Str("nodeName") is { } node && change.Previous?.Json.Obj("spec").Str("nodeName") != node)
            {
                _book.SeeBound(change.Object.Uid, PodGpus.ShapeOrNone(pod), node, GpuIndices.Read(pod.Obj("metadata").Obj("annotations").Str(GpuIndices.Annotation)));
            }
        }
    }
}
