using Headroom.LocalCluster.Printing;
using Headroom.LocalCluster.Storage;

namespace Headroom.LocalCluster.Kinds;

/// <summary>The kinds of the API server itself that the local cluster knows.</summary>
internal static class BuiltInKinds
{
    public static void Register(KindRegistry registry, VersionCounter versions, int window)
    {
        void Add(ResourceKind kind) => registry.Add(kind);

        ResourceKind Make(string group, string version, string kind, string plural, bool namespaced, params string[] shortNames) => new()
        {
            Group = group,
            Version = version,
            Kind = kind,
            Plural = plural,
            Singular = kind.ToLowerInvariant(),
            Namespaced = namespaced,
            ShortNames = shortNames,
            Store = new ResourceStore(versions, window),
        };

        string[] all = ["all"];
        Add(Make("", "v1", "Namespace", "namespaces", false, "ns") with { HasStatus = true, Columns = CoreColumns.Namespace, FieldLabels = ["status.phase"] });
        Add(Make("", "v1", "Node", "nodes", false, "no") with { HasStatus = true, Columns = CoreColumns.Node, FieldLabels = ["spec.unschedulable"] });
        Add(Make("", "v1", "Pod", "pods", true, "po") with
        {
            HasStatus = true,
            Categories = all,
            Columns = CoreColumns.Pod,
            FieldLabels = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase", "status.podIP"],
        });
        Add(Make("", "v1", "Service", "services", true, "svc") with { HasStatus = true, Categories = all, Columns = CoreColumns.Service, FieldLabels = ["spec.clusterIP", "spec.type"] });
        Add(Make("", "v1", "ConfigMap", "configmaps", true, "cm") with { Columns = CoreColumns.ConfigMap });
        Add(Make("", "v1", "Secret", "secrets", true) with { Columns = CoreColumns.Secret, FieldLabels = ["type"] });
        Add(Make("", "v1", "ServiceAccount", "serviceaccounts", true, "sa") with { Columns = CoreColumns.ServiceAccount });
        Add(Make("", "v1", "Endpoints", "endpoints", true, "ep") with { ListKindName = "EndpointsList" });
        Add(Make("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true, "pvc") with { HasStatus = true });
        Add(Make("", "v1", "ResourceQuota", "resourcequotas", true, "quota") with { HasStatus = true });
        Add(Make("", "v1", "LimitRange", "limitranges", true, "limits"));

        var events = Make("", "v1", "Event", "events", true, "ev") with { Columns = CoreColumns.Event, FieldLabels = EventLabels };
        Add(events);
        Add(events with
        {
            Group = "events.k8s.io",
            Renaming = FieldRenaming.Events,
            FieldLabels = [.. EventLabels.Select(l => l.Replace("involvedObject", "regarding")), "reportingController"],
        });

        Add(Make("apps", "v1", "Deployment", "deployments", true, "deploy") with { HasStatus = true, Categories = all, Scale = ScalePaths.Workload, Columns = WorkloadColumns.Deployment });
        Add(Make("apps", "v1", "ReplicaSet", "replicasets", true, "rs") with { HasStatus = true, Categories = all, Scale = ScalePaths.Workload, Columns = WorkloadColumns.ReplicaSet, FieldLabels = ["status.replicas"] });
        Add(Make("apps", "v1", "StatefulSet", "statefulsets", true, "sts") with { HasStatus = true, Categories = all, Scale = ScalePaths.Workload, Columns = WorkloadColumns.StatefulSet });
        Add(Make("apps", "v1", "DaemonSet", "daemonsets", true, "ds") with { HasStatus = true, Categories = all, Columns = WorkloadColumns.DaemonSet });
        Add(Make("batch", "v1", "Job", "jobs", true) with { HasStatus = true, Categories = all, Columns = WorkloadColumns.Job, FieldLabels = ["status.successful"] });
        Add(Make("apps", "v1", "ControllerRevision", "controllerrevisions", true) with { Columns = WorkloadColumns.Revision });
        var autoscaler = (Make("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true, "hpa") with { HasStatus = true, Categories = all, Columns = WorkloadColumns.Autoscaler });
        Add(autoscaler);
        Add(autoscaler with { Version = "v1", Renaming = AutoscalerV1.Conversion });
        Add(Make("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true, "pdb") with { HasStatus = true, Columns = WorkloadColumns.DisruptionBudget });
        Add(Make("coordination.k8s.io", "v1", "Lease", "leases", true) with { Columns = CoreColumns.Lease });
        Add(Make("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true));
        Add(Make("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false, "pc") with { Columns = CoreColumns.PriorityClass });
        Add(Make("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true, "netpol"));
        Add(Make("networking.k8s.io", "v1", "Ingress", "ingresses", true, "ing") with { HasStatus = true });
        Add(Make("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false) with { Columns = AccessColumns.Role });
        Add(Make("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false) with { Columns = AccessColumns.Binding });
        Add(Make("rbac.authorization.k8s.io", "v1", "Role", "roles", true) with { Columns = AccessColumns.Role });
        Add(Make("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true) with { Columns = AccessColumns.Binding });
        Add(Make("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false, "crd", "crds") with
        {
            HasStatus = true,
            Categories = ["api-extensions"],
            Columns = AccessColumns.CustomResourceDefinition,
        });
    }

    private static readonly string[] EventLabels =
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
        "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "type",
        "reportingComponent", "source",
    ];
}
