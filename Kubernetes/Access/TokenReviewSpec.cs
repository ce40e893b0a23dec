namespace Headroom.Kubernetes.Access;

/// <summary>The token to judge.</summary>
public sealed record TokenReviewSpec
{
    public string Token { get => field ?? ""; init; }

    /// <summary>Null means the API server's own.</summary>
    public IReadOnlyList<string>? Audiences { get; init; }
}
