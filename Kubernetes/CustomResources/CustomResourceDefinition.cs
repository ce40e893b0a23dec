using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.CustomResources;

/// <summary>apiextensions.k8s.io/v1 CustomResourceDefinition: enough to know what it serves and since when.</summary>
public sealed class CustomResourceDefinition : KubernetesObject
{
    public static ResourceType<CustomResourceDefinition> Type { get; } = new(
        new ResourceType("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", IsNamespaced: false),
        KubernetesJson.Default.CustomResourceDefinition);

    public CustomResourceDefinitionSpec? Spec { get; init; }

    public CustomResourceDefinitionStatus? Status { get; init; }

    /// <summary>Whether the server serves the kind by now.</summary>
    [JsonIgnore]
    public bool IsEstablished => Status?.Conditions.Any(c => c is { Type: "Established", IsTrue: true }) is true;
}
