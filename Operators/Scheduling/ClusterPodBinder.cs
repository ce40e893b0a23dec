using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;

namespace Headroom.Operators.Scheduling;

/// <summary>Writes which GPUs a pod gets, then binds it: a pod that was bound without that would be counted wrongly by the next leader.</summary>
internal sealed class ClusterPodBinder(KubernetesClient client) : IPodBinder
{
    /// <summary>Indices of the GPUs, such as <c>0,3</c>.</summary>
    public const string GpusAnnotation = "headroom.dev/gpus";

    public async Task BindAsync(string ns, string name, string uid, string node, IReadOnlyList<int> gpus, CancellationToken ct)
    {
        var pod = new ObjectKey(ns, name);
        if (gpus.Count > 0)
        {
            // With the uid: a new pod of the same name is not this one.
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["uid"] = uid, ["annotations"] = new JsonObject { [GpusAnnotation] = string.Join(',', gpus) } },
            };
            await client.MergePatchAsync(Pod.Type, pod, patch, subresource: null, ct);
        }

        await client.BindAsync(pod, uid, node, ct);
    }
}
