using System.Text.Json.Serialization;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Settings;

/// <summary>core/v1 Secret.</summary>
public sealed class Secret : KubernetesObject
{
    public static ResourceType<Secret> Type { get; } = new(
        new ResourceType("", "v1", "secrets", "Secret", IsNamespaced: true),
        KubernetesJson.Default.Secret);

    /// <summary>Such as <c>Opaque</c>.</summary>
    [JsonPropertyName("type")]
    public string? SecretType { get; init; }

    /// <summary>Decoded; base64 on the wire.</summary>
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    public bool? Immutable { get; init; }
}
