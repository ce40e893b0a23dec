using System.Text.Json.Nodes;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Schemas;
using Quantity = Headroom.Kubernetes.Quantity;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>The checks of built-in kinds that a user is likely to meet; the API server has many more.</summary>
internal static class BuiltInRules
{
    public static IEnumerable<FieldError> Check(ResourceKind kind, JsonObject json) => kind.Kind switch
    {
        "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet" => Workload(json),
        "Job" => Job(json),
        "Pod" => PodSpec(json.Obj("spec"), "spec"),
        "CustomResourceDefinition" => CustomKinds.Check(json),
        "HorizontalPodAutoscaler" when json.Obj("spec").Int("maxReplicas") is null or < 1 =>
            [FieldError.Required("spec.maxReplicas")],
        _ => [],
    };

    private static IEnumerable<FieldError> Workload(JsonObject json)
    {
        var spec = json.Obj("spec");
        if (spec.Int("replicas") is < 0 and var replicas)
        {
            yield return FieldError.Invalid("spec.replicas", replicas.ToString() ?? "", "must be greater than or equal to 0");
        }

        if (spec.Obj("selector") is not { } selector)
        {
            yield return FieldError.Required("spec.selector");
        }
        else if (!Selectors.LabelSelector.FromObject(selector).Matches(spec.Obj("template")?.Labels()))
        {
            var labels = spec.Obj("template")?.Labels()?.ToJsonString() ?? "null";
            yield return FieldError.Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        }

        foreach (var error in PodSpec(spec.Obj("template").Obj("spec"), "spec.template.spec"))
        {
            yield return error;
        }
    }

    private static IEnumerable<FieldError> Job(JsonObject json)
    {
        var template = json.Obj("spec").Obj("template").Obj("spec");
        if (template.Str("restartPolicy") is not ("OnFailure" or "Never") and var given)
        {
            yield return given is null or "Always"
                ? new FieldError("FieldValueRequired", "spec.template.spec.restartPolicy", "Required value: valid values: \"OnFailure\", \"Never\"")
                : FieldError.Unsupported("spec.template.spec.restartPolicy", $"\"{given}\"", ["\"OnFailure\"", "\"Never\""]);
        }

        foreach (var error in PodSpec(template, "spec.template.spec"))
        {
            yield return error;
        }
    }

    private static IEnumerable<FieldError> PodSpec(JsonObject? spec, string path)
    {
        var containers = spec.Arr("containers").Objects().ToArray();
        if (containers.Length == 0)
        {
            yield return FieldError.Required($"{path}.containers");
        }

        for (var i = 0; i < containers.Length; i++)
        {
            foreach (var member in new[] { "name", "image" })
            {
                if (string.IsNullOrEmpty(containers[i].Str(member)))
                {
                    yield return FieldError.Required($"{path}.containers[{i}].{member}");
                }
            }

            foreach (var bound in new[] { "requests", "limits" })
            {
                foreach (var (name, amount) in containers[i].Obj("resources").Obj(bound) ?? [])
                {
                    if (!Quantity.TryParse(amount.AsText() ?? amount?.ToJsonString(), out _))
                    {
                        yield return FieldError.Invalid(
                            $"{path}.containers[{i}].resources.{bound}.{name}", amount?.ToJsonString() ?? "null", "must be a quantity");
                    }
                }
            }
        }
    }
}
