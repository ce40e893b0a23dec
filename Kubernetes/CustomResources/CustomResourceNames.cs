namespace Headroom.Kubernetes.CustomResources;

/// <summary>How the kind is called.</summary>
public sealed record CustomResourceNames
{
    public string Plural { get => field ?? ""; init; }

    public string Kind { get => field ?? ""; init; }

    public string? Singular { get; init; }

    public IReadOnlyList<string>? ShortNames { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }
}
