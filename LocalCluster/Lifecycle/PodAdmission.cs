using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>What the Priority and DefaultTolerationSeconds admission plugins do to a new pod.</summary>
internal sealed class PodAdmission(KindRegistry kinds)
{
    private const int DefaultSeconds = 300;
    private static readonly string[] NodeTroubles = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    /// <exception cref="StatusException">403: there is no such priority class, or the pod names a priority of its own.</exception>
    public void Admit(ResourceKind kind, JsonObject pod)
    {
        var spec = pod.Ensure("spec");
        var @class = PriorityClass(kind, pod);
        var priority = @class.Int("value") ?? 0;
        if (spec.Int("priority") is { } given && given != priority)
        {
            throw Failures.Forbidden(
                kind.Group, kind.Plural, pod.Name(),
                $"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name");
        }

        spec["priority"] = priority;
        spec["preemptionPolicy"] = @class.Str("preemptionPolicy") ?? "PreemptLowerPriority";
        if (@class is not null)
        {
            spec["priorityClassName"] = @class.Name();
        }

        TolerateNodeTroubles(spec);
    }

    private JsonObject? PriorityClass(ResourceKind kind, JsonObject pod)
    {
        var classes = kinds.Get("scheduling.k8s.io", "v1", "priorityclasses").Store;
        if (pod.Obj("spec").Str("priorityClassName") is { Length: > 0 } name)
        {
            return classes.Get(new ObjectKey("", name))?.Json
                ?? throw Failures.Forbidden(kind.Group, kind.Plural, pod.Name(), $"no PriorityClass with name {name} was found");
        }

        return classes.List(null).Items.Select(c => c.Json).Where(c => c.Bool("globalDefault") is true).MinBy(c => c.Int("value"));
    }

    private static void TolerateNodeTroubles(JsonObject spec)
    {
        var tolerations = spec.Arr("tolerations");
        foreach (var trouble in NodeTroubles)
        {
            if (tolerations.Objects().Any(t => t.Str("key") is null or "" || (t.Str("key") == trouble && t.Str("effect") is null or "" or "NoExecute")))
            {
                continue;
            }

            if (tolerations is null)
            {
                spec["tolerations"] = tolerations = [];
            }

            tolerations.Add((JsonNode)new JsonObject
            {
                ["key"] = trouble, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = DefaultSeconds,
            });
        }
    }
}
