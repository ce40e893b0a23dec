namespace Headroom.Kubernetes.Discovery;

/// <summary>One served resource or subresource.</summary>
public sealed record ApiResource
{
    /// <summary>Plural; <c>deployments/scale</c> for a subresource.</summary>
    public string Name { get => field ?? ""; init; }

    public string Kind { get => field ?? ""; init; }

    public bool Namespaced { get; init; }

    /// <summary>Of the objects exchanged, where it differs.</summary>
    public string? Group { get; init; }

    public string? Version { get; init; }

    public IReadOnlyList<string> Verbs { get => field ?? []; init; }
}
