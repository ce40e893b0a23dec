namespace Headroom.Kubernetes.Access;

/// <summary>The verdict on a token.</summary>
public sealed record TokenReviewStatus
{
    public bool Authenticated { get; init; }

    public ReviewedUser? User { get; init; }

    /// <summary>Those of the request that the token is meant for.</summary>
    public IReadOnlyList<string> Audiences { get => field ?? []; init; }

    public string? Error { get; init; }
}
