using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Discovery;

/// <summary>An object of any kind, of which only the metadata is kept.</summary>
public sealed class PartialObjectMetadata : KubernetesObject
{
    /// <summary>Reads objects of the given kind; the server is asked to leave the rest out.</summary>
    public static ResourceType<PartialObjectMetadata> Of(ResourceType resource) =>
        new(resource, KubernetesJson.Default.PartialObjectMetadata) { IsMetadataOnly = true };
}
