using System.Text.Json;
using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes;

/// <summary>An object of any kind, whole: what is not known here survives a read and a write.</summary>
public sealed class UnstructuredObject : KubernetesObject
{
    /// <summary>Everything but apiVersion, kind and metadata, by top-level field name.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Fields { get; set; }

    /// <summary>Reads and writes objects of the given kind.</summary>
    public static ResourceType<UnstructuredObject> Of(ResourceType resource) =>
        new(resource, KubernetesJson.Default.UnstructuredObject);
}
