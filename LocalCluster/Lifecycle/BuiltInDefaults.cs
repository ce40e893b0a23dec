using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>The defaults that the API server writes into built-in kinds, as far as clients read them.</summary>
internal static class BuiltInDefaults
{
    public static void Apply(ResourceKind kind, JsonObject json)
    {
        switch (kind.Kind)
        {
            case "Deployment":
                Deployment(json.Ensure("spec"));
                break;
            case "ReplicaSet" or "StatefulSet":
                var spec = json.Ensure("spec");
                spec.Default("replicas", 1);
                if (kind.Kind == "StatefulSet")
                {
                    StatefulSet(spec);
                }

                PodSpec(spec.Obj("template")?.Ensure("spec"));
                break;
            case "DaemonSet":
                DaemonSet(json.Ensure("spec"));
                break;
            case "Job":
                Job(json);
                break;
            case "Pod":
                PodSpec(json.Ensure("spec"));
                json.Obj("spec")!.Default("priority", 0); // Ensure above made it
                break;
            case "Service":
                Service(json.Ensure("spec"));
                break;
            case "Secret":
                Secret(json);
                break;
            case "HorizontalPodAutoscaler":
                json.Ensure("spec").Default("minReplicas", 1);
                break;
            case "Namespace":
                json.Ensure("spec").Default("finalizers", new JsonArray("kubernetes"));
                json.Ensure("metadata").Ensure("labels")["kubernetes.io/metadata.name"] = json.Name();
                break;
            case "PriorityClass":
                json.Default("preemptionPolicy", "PreemptLowerPriority");
                break;
            case "CustomResourceDefinition":
                Definition(json.Ensure("spec"));
                break;
        }
    }

    private static void Deployment(JsonObject spec)
    {
        spec.Default("replicas", 1);
        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        var strategy = spec.Ensure("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Str("type") == "RollingUpdate")
        {
            strategy.Ensure("rollingUpdate").Default("maxUnavailable", "25%");
            strategy.Ensure("rollingUpdate").Default("maxSurge", "25%");
        }

        PodSpec(spec.Obj("template")?.Ensure("spec"));
    }

    private static void StatefulSet(JsonObject spec)
    {
        spec.Default("podManagementPolicy", "OrderedReady");
        spec.Default("revisionHistoryLimit", 10);
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Str("type") == "RollingUpdate")
        {
            strategy.Ensure("rollingUpdate").Default("partition", 0);
        }
    }

    private static void DaemonSet(JsonObject spec)
    {
        spec.Default("revisionHistoryLimit", 10);
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Str("type") == "RollingUpdate")
        {
            strategy.Ensure("rollingUpdate").Default("maxUnavailable", 1);
            strategy.Ensure("rollingUpdate").Default("maxSurge", 0);
        }

        PodSpec(spec.Obj("template")?.Ensure("spec"));
    }

    // The labels tie the pods to this Job alone, whatever the template's own labels are.
    private static void Job(JsonObject json)
    {
        var spec = json.Ensure("spec");
        spec.Default("parallelism", 1);
        spec.Default("completions", 1);
        spec.Default("backoffLimit", 6);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        if (json.Obj("metadata").Str("uid") is { } uid && spec.Obj("selector") is null && spec.Bool("manualSelector") is not true)
        {
            spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = uid } };
            var labels = spec.Ensure("template").Ensure("metadata").Ensure("labels");
            labels["batch.kubernetes.io/controller-uid"] = uid;
            labels["batch.kubernetes.io/job-name"] = json.Name();
            labels["controller-uid"] = uid;
            labels["job-name"] = json.Name();
        }

        PodSpec(spec.Obj("template")?.Ensure("spec"));
    }

    private static void PodSpec(JsonObject? spec)
    {
        if (spec is null)
        {
            return;
        }

        spec.Default("restartPolicy", "Always");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("securityContext", new JsonObject());
        foreach (var container in spec.Arr("containers").Objects().Concat(spec.Arr("initContainers").Objects()))
        {
            var image = container.Str("image") ?? "";
            container.Default("imagePullPolicy", image.EndsWith(":latest", StringComparison.Ordinal) || !image.Contains(':') ? "Always" : "IfNotPresent");
            container.Default("terminationMessagePath", "/dev/termination-log");
            container.Default("terminationMessagePolicy", "File");
            container.Default("resources", new JsonObject());
            foreach (var port in container.Arr("ports").Objects())
            {
                port.Default("protocol", "TCP");
            }

            RequestsFromLimits(container.Obj("resources"));
        }
    }

    private static void RequestsFromLimits(JsonObject? resources)
    {
        foreach (var (name, limit) in resources.Obj("limits") ?? [])
        {
            if (limit is not null)
            {
                resources?.Ensure("requests").Default(name, limit.DeepClone());
            }
        }
    }

    private static void Service(JsonObject spec)
    {
        spec.Default("type", "ClusterIP");
        spec.Default("sessionAffinity", "None");
        spec.Default("internalTrafficPolicy", "Cluster");
        spec.Default("ipFamilyPolicy", "SingleStack");
        foreach (var port in spec.Arr("ports").Objects())
        {
            port.Default("protocol", "TCP");
            if (port["port"] is { } number)
            {
                port.Default("targetPort", number.DeepClone());
            }
        }
    }

    private static void Secret(JsonObject json)
    {
        json.Default("type", "Opaque");
        foreach (var (name, text) in json.Obj("stringData") ?? [])
        {
            json.Ensure("data")[name] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text.AsText() ?? ""));
        }

        json.Remove("stringData");
    }

    private static void Definition(JsonObject spec)
    {
        var names = spec.Ensure("names");
        names.Default("singular", (names.Str("kind") ?? "").ToLowerInvariant());
        names.Default("listKind", names.Str("kind") + "List");
        spec.Default("conversion", new JsonObject { ["strategy"] = "None" });
    }
}
