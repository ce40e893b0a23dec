namespace Headroom.Kubernetes.CustomResources;

/// <summary>Which kind is defined.</summary>
public sealed record CustomResourceDefinitionSpec
{
    public string Group { get => field ?? ""; init; }

    /// <summary><c>Namespaced</c> or <c>Cluster</c>.</summary>
    public string Scope { get => field ?? ""; init; }

    public CustomResourceNames? Names { get; init; }
}
