namespace Headroom.Kubernetes.Access;

/// <summary>Who a token stands for.</summary>
public sealed record ReviewedUser
{
    public string Username { get => field ?? ""; init; }

    public string? Uid { get; init; }

    public IReadOnlyList<string> Groups { get => field ?? []; init; }

    /// <summary>Such as the node that a service-account token is bound to.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }
}
