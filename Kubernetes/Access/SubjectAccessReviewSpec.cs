namespace Headroom.Kubernetes.Access;

/// <summary>Who, and what.</summary>
public sealed record SubjectAccessReviewSpec
{
    public string? User { get; init; }

    public IReadOnlyList<string>? Groups { get; init; }

    public string? Uid { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }

    public ResourceAttributes? ResourceAttributes { get; init; }

    public NonResourceAttributes? NonResourceAttributes { get; init; }
}
