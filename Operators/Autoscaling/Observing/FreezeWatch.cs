using Headroom.Kubernetes;
using Headroom.Kubernetes.Nodes;
using Headroom.Kubernetes.Watching;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>The cluster-wide freeze: the annotation headroom.dev/freeze: "true" on the operator's namespace.</summary>
internal sealed class FreezeWatch(Informer<Namespace> namespaces, string operatorNamespace)
{
    public const string Annotation = "headroom.dev/freeze";

    public bool IsFrozen =>
        namespaces.Find(ObjectKey.Cluster(operatorNamespace))?.Metadata.Annotation(Annotation) == "true";
}
