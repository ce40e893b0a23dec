using System.Text.Json.Nodes;

namespace Headroom.LocalCluster.Access;

/// <summary>The cluster roles that users expect to find, in simple form.</summary>
internal static class DefaultRoles
{
    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Write = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
    private static readonly string[] ViewGroups = ["", "apps", "autoscaling", "batch", "policy", "networking.k8s.io", "discovery.k8s.io", "metrics.k8s.io", "events.k8s.io"];

    private static readonly string[] ViewResources =
    [
        "pods", "pods/status", "services", "configmaps", "serviceaccounts", "endpoints", "events", "deployments", "deployments/scale",
        "deployments/status", "replicasets", "replicasets/scale", "replicasets/status", "statefulsets", "statefulsets/scale",
        "statefulsets/status", "horizontalpodautoscalers", "jobs", "poddisruptionbudgets", "namespaces", "endpointslices",
    ];

    /// <summary>The rules of system:masters.</summary>
    public static readonly JsonObject[] Everything =
        [Rule(["*"], ["*"], ["*"]), new() { ["verbs"] = Texts(["*"]), ["nonResourceURLs"] = Texts(["*"]) }];

    /// <summary>What everyone who is known may do: ask about themselves, and read what the server is.</summary>
    public static readonly JsonObject[] Basic =
    [
        Rule(["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"], ["create"]),
        Rule(["authentication.k8s.io"], ["selfsubjectreviews"], ["create"]),
        new() { ["verbs"] = Texts(["get"]), ["nonResourceURLs"] = Texts(["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version"]) },
    ];

    public static IEnumerable<JsonObject> All() =>
    [
        Role("cluster-admin", Rule(["*"], ["*"], ["*"]), new JsonObject { ["verbs"] = Texts(["*"]), ["nonResourceURLs"] = Texts(["*"]) }),
        Role("view", Rule(ViewGroups, ViewResources, Read)),
        Role("edit", Rule(ViewGroups, [.. ViewResources, "secrets", "pods/eviction"], Write)),
        Role("admin", Rule([.. ViewGroups, "rbac.authorization.k8s.io"], [.. ViewResources, "secrets", "pods/eviction", "roles", "rolebindings"], Write)),
        Role("system:auth-delegator",
            Rule(["authentication.k8s.io"], ["tokenreviews"], ["create"]),
            Rule(["authorization.k8s.io"], ["subjectaccessreviews"], ["create"])),
    ];

    private static JsonObject Role(string name, params JsonObject[] rules) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" },
        },
        ["rules"] = new JsonArray([.. rules]),
    };

    private static JsonObject Rule(string[] groups, string[] resources, string[] verbs) =>
        new() { ["apiGroups"] = Texts(groups), ["resources"] = Texts(resources), ["verbs"] = Texts(verbs) };

    private static JsonArray Texts(string[] texts) => [.. texts.Select(t => (JsonNode)t)];
}
