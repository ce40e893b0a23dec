namespace Headroom.Kubernetes.Events;

/// <summary>Points at an object.</summary>
public sealed record ObjectReference
{
    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    public string? Namespace { get; init; }

    public string? Name { get; init; }

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    public string? FieldPath { get; init; }

    /// <summary>A reference to an object as it was read.</summary>
    public static ObjectReference To(KubernetesObject item) => new()
    {
        ApiVersion = item.ApiVersion,
        Kind = item.Kind,
        Namespace = item.Metadata.Namespace,
        Name = item.Metadata.Name,
        Uid = item.Metadata.Uid,
        ResourceVersion = item.Metadata.ResourceVersion,
    };
}
