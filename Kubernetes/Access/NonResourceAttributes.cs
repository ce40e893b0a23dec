namespace Headroom.Kubernetes.Access;

/// <summary>An action on a path.</summary>
public sealed record NonResourceAttributes
{
    public string? Path { get; init; }

    public string? Verb { get; init; }
}
