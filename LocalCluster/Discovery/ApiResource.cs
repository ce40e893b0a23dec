using Headroom.LocalCluster.Kinds;

namespace Headroom.LocalCluster.Discovery;

/// <summary>One line of discovery: a resource or a subresource of a group version.</summary>
internal sealed record ApiResource(
    string Name, string Singular, bool Namespaced, string Group, string Version, string Kind,
    IReadOnlyList<string> Verbs, IReadOnlyList<string> ShortNames, IReadOnlyList<string> Categories)
{
    private static readonly string[] AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] PartVerbs = ["get", "patch", "update"];
    private static readonly string[] CreateOnly = ["create"];

    /// <summary>The kinds that are answered without being stored.</summary>
    public static readonly IReadOnlyList<ApiResource> Virtual =
    [
        Review("authentication.k8s.io", "tokenreviews", "TokenReview"),
        Review("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview"),
        Review("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview"),
        Review("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview"),
        Review("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview"),
        Review("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview") with { Namespaced = true },
        Metric("nodes", "NodeMetrics", false),
        Metric("pods", "PodMetrics", true),
    ];

    public static IEnumerable<ApiResource> Of(ResourceKind kind)
    {
        yield return new(
            kind.Plural, kind.Singular, kind.Namespaced, kind.Group, kind.Version, kind.Kind, AllVerbs, kind.ShortNames, kind.Categories);
        if (kind.HasStatus)
        {
            yield return Part(kind, "status", kind.Group, kind.Version, kind.Kind, PartVerbs);
        }

        if (kind.Scale is not null)
        {
            yield return Part(kind, "scale", "autoscaling", "v1", "Scale", PartVerbs);
        }

        if (kind is { Group: "", Kind: "Pod" })
        {
            yield return Part(kind, "binding", "", "v1", "Binding", CreateOnly);
            yield return Part(kind, "eviction", "policy", "v1", "Eviction", CreateOnly);
        }

        if (kind is { Group: "", Kind: "ServiceAccount" })
        {
            yield return Part(kind, "token", "authentication.k8s.io", "v1", "TokenRequest", CreateOnly);
        }
    }

    private static ApiResource Part(ResourceKind kind, string name, string group, string version, string kindName, string[] verbs) =>
        new($"{kind.Plural}/{name}", "", kind.Namespaced, group, version, kindName, verbs, [], []);

    private static ApiResource Review(string group, string name, string kind) =>
        new(name, kind.ToLowerInvariant(), false, group, "v1", kind, CreateOnly, [], []);

    private static ApiResource Metric(string name, string kind, bool namespaced) =>
        new(name, "", namespaced, "metrics.k8s.io", "v1beta1", kind, ["get", "list"], [], []);
}
