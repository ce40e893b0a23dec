using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes;

/// <summary>metav1.ObjectMeta without managedFields, which nothing here reads and which the server keeps on a PUT.</summary>
public sealed class ObjectMeta
{
    public string? Name { get; set; }

    public string? GenerateName { get; set; }

    [JsonConverter(typeof(SharedTextConverter))]
    public string? Namespace { get; set; }

    public string? Uid { get; set; }

    /// <summary>Opaque: compare for equality only.</summary>
    public string? ResourceVersion { get; set; }

    /// <summary>Raised by the server whenever the spec changes; null on kinds without it.</summary>
    public long? Generation { get; set; }

    [JsonConverter(typeof(Rfc3339TimeConverter))]
    public DateTimeOffset? CreationTimestamp { get; set; }

    /// <summary>Set once deletion was asked for; the object lives on until its finalizers are gone.</summary>
    [JsonConverter(typeof(Rfc3339TimeConverter))]
    public DateTimeOffset? DeletionTimestamp { get; set; }

    public long? DeletionGracePeriodSeconds { get; set; }

    [JsonConverter(typeof(SharedTextMapConverter))]
    public IReadOnlyDictionary<string, string>? Labels { get; set; }

    [JsonConverter(typeof(SharedTextMapConverter))]
    public IReadOnlyDictionary<string, string>? Annotations { get; set; }

    public IReadOnlyList<OwnerReference>? OwnerReferences { get; set => field = Compact.Of(value); }

    public IReadOnlyList<string>? Finalizers { get; set; }

    /// <summary>The label's value, or null.</summary>
    public string? Label(string key) => Labels?.GetValueOrDefault(key);

    /// <summary>The annotation's value, or null.</summary>
    public string? Annotation(string key) => Annotations?.GetValueOrDefault(key);

    /// <summary>The owner whose <c>controller</c> flag is set, or null.</summary>
    public OwnerReference? FindController()
    {
        foreach (var owner in OwnerReferences ?? [])
        {
            if (owner.Controller is true)
            {
                return owner;
            }
        }

        return null;
    }
}
