using System.Text.Json.Serialization;

namespace Headroom.Kubernetes;

/// <summary>What every Kubernetes object has. Kinds derive from it and add the fields that are used here.</summary>
/// <remarks>An object read from an <see cref="Watching.Informer{T}"/> is shared: never change it.</remarks>
public class KubernetesObject
{
    [JsonPropertyOrder(-3)]
    public string? ApiVersion { get; set; }

    [JsonPropertyOrder(-2)]
    public string? Kind { get; set; }

    [JsonPropertyOrder(-1)]
    public ObjectMeta Metadata { get => field ??= new ObjectMeta(); set; }

    /// <summary>Namespace and name.</summary>
    [JsonIgnore]
    public ObjectKey Key => ObjectKey.Of(this);
}
