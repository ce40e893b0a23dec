using System.Text.Json.Serialization.Metadata;

namespace Headroom.Kubernetes;

/// <summary>A kind together with how its objects are read and written.</summary>
/// <param name="resource">Where the kind is served.</param>
/// <param name="json">From a source-generated context with camelCase names that drops nulls.</param>
public sealed class ResourceType<T>(ResourceType resource, JsonTypeInfo<T> json)
    where T : KubernetesObject
{
    // Kept: the property makes a new string, and every cached object holds one.
    private readonly string _apiVersion = resource.ApiVersion;

    public ResourceType Resource { get; } = resource;

    public JsonTypeInfo<T> Json { get; } = json;

    /// <summary>Asks the server for metadata only; it may answer with whole objects, which read the same.</summary>
    public bool IsMetadataOnly { get; init; }

    /// <summary>Fills in what the server leaves out of list items and what a caller need not repeat.</summary>
    internal T Complete(T item)
    {
        item.ApiVersion = _apiVersion;
        item.Kind = Resource.Kind;
        return item;
    }

    public override string ToString() => Resource.ToString();
}
