using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Placement.Booking;
using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling;

/// <summary>Writes which GPUs a pod gets, then binds it: a pod that was bound without that would be counted wrongly by the next leader.</summary>
internal sealed class ClusterPodBinder(KubernetesClient client) : IPodBinder
{
    public async Task BindAsync(string ns, string name, string uid, string node, GpuSet gpus, CancellationToken ct)
    {
        var pod = new ObjectKey(ns, name);
        if (gpus != GpuSet.None)
        {
            // With the uid: a new pod of the same name is not this one.
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["uid"] = uid, ["annotations"] = new JsonObject { [GpuIndices.Annotation] = GpuIndices.Write(gpus) } },
            };
            await client.MergePatchAsync(Pod.Type, pod, patch, subresource: null, ct);
        }

        await client.BindAsync(pod, uid, node, ct);
    }
}
