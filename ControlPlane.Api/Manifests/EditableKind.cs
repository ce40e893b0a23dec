using Headroom.Kubernetes;

namespace Headroom.ControlPlane.Api.Manifests;

/// <summary>A kind whose objects can be edited here.</summary>
/// <param name="Resource">Where the cluster serves it.</param>
/// <param name="Path">Of one object under /api/v1.</param>
internal sealed record EditableKind(ResourceType Resource, string Path)
{
    private const string Group = "headroom.dev";
    private const string Version = "v1alpha1";

    public static EditableKind Autoscaler { get; } =
        new(new ResourceType(Group, Version, "predictiveautoscalers", "PredictiveAutoscaler", IsNamespaced: true), "/autoscalers/{ns}/{name}");

    public static IReadOnlyList<EditableKind> All { get; } =
    [
        Autoscaler,
        new(new ResourceType(Group, Version, "serverlessservices", "ServerlessService", IsNamespaced: true), "/serverless-services/{ns}/{name}"),
        new(new ResourceType(Group, Version, "powerdomains", "PowerDomain", IsNamespaced: false), "/power/domains/{name}"),
    ];

    public ObjectKey Key(HttpContext http) => new(
        Resource.IsNamespaced ? http.Request.RouteValues["ns"] as string ?? "" : "", http.Request.RouteValues["name"] as string ?? "");
}
