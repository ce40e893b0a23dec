using System.Text.Json.Nodes;
using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Schemas;

namespace Headroom.LocalCluster.Lifecycle;

/// <summary>Refuses changes of what may not change once an object exists.</summary>
internal static class ImmutableFields
{
    private static readonly string[] Content = ["immutable", "data", "binaryData"];

    private static readonly string[] StatefulSetMutable =
    [
        "replicas", "ordinals", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds", "revisionHistoryLimit",
    ];

    /// <exception cref="StatusException">422: such a field would change.</exception>
    public static void Check(ResourceKind kind, JsonObject before, JsonObject after)
    {
        var errors = Errors(kind, before, after).ToArray();
        if (errors.Length > 0)
        {
            throw Failures.Invalid(kind, before.Name(), errors);
        }
    }

    private static IEnumerable<FieldError> Errors(ResourceKind kind, JsonObject before, JsonObject after) => (kind.Group, kind.Kind) switch
    {
        ("apps", "Deployment" or "ReplicaSet" or "DaemonSet") => Immutable(before, after, "selector"),
        ("batch", "Job") => [.. Immutable(before, after, "selector"), .. Immutable(before, after, "template"), .. Immutable(before, after, "completions")],
        ("apps", "StatefulSet") => StatefulSet(before.Obj("spec"), after.Obj("spec")),
        ("", "ConfigMap" or "Secret") when before.Bool("immutable") is true => Content
            .Where(m => !JsonNode.DeepEquals(before[m], after[m]))
            .Select(m => FieldError.Forbidden(m, "field is immutable when `immutable` is set")),
        ("rbac.authorization.k8s.io", "RoleBinding" or "ClusterRoleBinding") when !JsonNode.DeepEquals(before["roleRef"], after["roleRef"]) =>
            [FieldError.Invalid("roleRef", after["roleRef"]?.ToJsonString() ?? "null", "cannot change roleRef")],
        _ => [],
    };

    // A member that the write leaves out keeps its value, which the defaults fill in later.
    private static IEnumerable<FieldError> Immutable(JsonObject before, JsonObject after, string member)
    {
        var (old, given) = (before.Obj("spec")?[member], after.Obj("spec")?[member]);
        if (given is not null && old is not null && !JsonNode.DeepEquals(old, given))
        {
            yield return FieldError.Invalid($"spec.{member}", given.ToJsonString(), "field is immutable");
        }
    }

    private static IEnumerable<FieldError> StatefulSet(JsonObject? before, JsonObject? after)
    {
        var moved = (after ?? []).Any(m =>
            !StatefulSetMutable.Contains(m.Key) && before?[m.Key] is { } old && !JsonNode.DeepEquals(old, m.Value));
        if (moved)
        {
            yield return FieldError.Forbidden(
                "spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
                + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
        }
    }
}
