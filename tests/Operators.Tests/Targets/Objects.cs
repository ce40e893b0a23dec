namespace Headroom.Operators.Tests.Targets;

/// <summary>Objects of namespace prod as the API server writes them.</summary>
internal static class Objects
{
    public const string Pods = "/api/v1/pods";
    public const string Autoscalers = "/apis/headroom.dev/v1alpha1/predictiveautoscalers";
    public const string Scalers = "/apis/autoscaling/v2/horizontalpodautoscalers";
    public const string Deployments = "/apis/apps/v1/deployments";
    public const string StatefulSets = "/apis/apps/v1/statefulsets";

    public static string Pod(string name, string owner, string ownerName, bool isReady, string? hash = null)
    {
        var owners = Owners($$"""{"kind":"{{owner}}","name":"{{ownerName}}","controller":true}""");
        var labels = hash is null ? "" : $$""","labels":{"pod-template-hash":"{{hash}}"}""";
        var ready = isReady ? "True" : "False";
        return Object(
            Metadata(name, owners + labels),
            """{"containers":[{"name":"main","resources":{"requests":{"cpu":"500m","memory":"1Gi"}}}]}""",
            """{"conditions":[{"type":"Ready","status":"READY"}]}""".Replace("READY", ready, StringComparison.Ordinal));
    }

    public static string Autoscaler(string name, string kind, string target, int created = 0, string mode = "Apply", int? desired = null) => Object(
        Metadata(name, $",\"creationTimestamp\":\"2026-01-05T00:00:{created:00}Z\""),
        $$"""{"scaleTargetRef":{"kind":"{{kind}}","name":"{{target}}"},"mode":"{{mode}}","maxReplicas":5}""",
        $$"""{"desiredReplicas":{{desired?.ToString() ?? "null"}} }""");

    public static string Scaler(string name, string target, int desired, string? scaledObject = null) => Object(
        Metadata(name, scaledObject is null ? "" : Owners($$"""{"kind":"ScaledObject","name":"{{scaledObject}}"}""")),
        $$"""{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"{{target}}"},"maxReplicas":9}""",
        $$"""{"desiredReplicas":{{desired}} }""");

    public static string Deployment(string name) => Object(
        Metadata(name), $$$"""{"replicas":2,"selector":{"matchLabels":{"app":"{{{name}}}"} } }""", """{"readyReplicas":2}""");

    private static string Object(string metadata, string spec, string status) =>
        $$"""{"metadata":{{metadata}},"spec":{{spec}},"status":{{status}} }""";

    private static string Owners(string owner) => $",\"ownerReferences\":[{owner}]";

    private static string Metadata(string name, string more = "") =>
        $"{{\"name\":\"{name}\",\"namespace\":\"prod\",\"uid\":\"u-{name}\",\"resourceVersion\":\"2\"{more}}}";
}
