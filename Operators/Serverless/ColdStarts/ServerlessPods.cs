using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Serverless.Running;
using Microsoft.Extensions.Logging;

namespace Headroom.Operators.Serverless.ColdStarts;

/// <summary>A cache of the pods of ServerlessServices alone, with what tells how they started: of all other pods less is kept elsewhere.</summary>
internal sealed class ServerlessPods(KubernetesClient client, TimeProvider wall, ILoggerFactory loggers)
{
    private static readonly string[] Told = ["PodScheduled", "Ready"];

    public Informer<Pod> Informer { get; } = new(
        client, Pod.Type, new InformerOptions<Pod> { LabelSelector = ServerlessManifests.PodLabel, Transform = Trim }, wall, loggers);

    public static ObjectKey? ServiceOf(Pod pod) =>
        pod.Metadata.Label(ServerlessManifests.PodLabel) is { } name ? new ObjectKey(pod.Metadata.Namespace ?? "", name) : null;

    private static Pod Trim(Pod pod) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = pod.Metadata.Name,
            Namespace = pod.Metadata.Namespace,
            Uid = pod.Metadata.Uid,
            ResourceVersion = pod.Metadata.ResourceVersion,
            CreationTimestamp = pod.Metadata.CreationTimestamp,
            DeletionTimestamp = pod.Metadata.DeletionTimestamp,
            Labels = pod.Metadata.Labels,
        },
        Status = pod.Status is { } status
            ? new PodStatus { PodIp = status.PodIp, Conditions = [.. status.Conditions.Where(static c => Told.Contains(c.Type))], ContainerStatuses = status.ContainerStatuses }
            : null,
    };
}
