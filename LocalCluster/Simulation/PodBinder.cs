using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.Placement.Booking;

namespace Headroom.LocalCluster.Simulation;

/// <summary>Binds a pod to a node, for the scheduler here and for the binding subresource.</summary>
internal sealed class PodBinder(TimeProvider time)
{
    /// <param name="gpus">Which of the node's GPUs it gets, as <see cref="GpuIndices"/> writes them; null where nobody chose.</param>
    /// <exception cref="StatusException">The pod is gone, or bound to another node.</exception>
    public StoredObject Bind(ResourceKind pods, ObjectKey key, string node, string? gpus = null)
    {
        while (true)
        {
            var current = pods.Store.Get(key) ?? throw Failures.NotFound(pods, key.Name);
            if (current.Json.Obj("spec").Str("nodeName") is { } bound)
            {
                throw Failures.Conflict(pods, key.Name, $"pod {key.Name} is already assigned to node \"{bound}\"");
            }

            var json = current.ToMutable();
            json.Ensure("spec")["nodeName"] = node;
            if (gpus is not null)
            {
                json.Ensure("metadata").Ensure("annotations")[GpuIndices.Annotation] = gpus;
            }

            Conditions.Set(json.Ensure("status"), "PodScheduled", "True", null, null, KubeTime.Seconds(time.GetUtcNow()));
            if (pods.Store.TryReplace(current, json) is { } stored)
            {
                return stored;
            }
        }
    }
}
