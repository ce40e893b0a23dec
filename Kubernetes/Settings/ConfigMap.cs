using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Settings;

/// <summary>core/v1 ConfigMap.</summary>
public sealed class ConfigMap : KubernetesObject
{
    public static ResourceType<ConfigMap> Type { get; } = new(
        new ResourceType("", "v1", "configmaps", "ConfigMap", IsNamespaced: true),
        KubernetesJson.Default.ConfigMap);

    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>Base64.</summary>
    public IReadOnlyDictionary<string, string>? BinaryData { get; init; }

    public bool? Immutable { get; init; }
}
