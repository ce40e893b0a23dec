namespace Headroom.Kubernetes.Connections;

/// <summary>Where the token of the next request comes from.</summary>
public interface IBearerTokenSource
{
    /// <returns>Null when requests go without a token.</returns>
    ValueTask<string?> GetTokenAsync(CancellationToken ct);

    /// <summary>Called on a 401, so that the next call fetches a fresh token.</summary>
    /// <param name="rejected">The token that was refused; a source that has a newer one keeps it.</param>
    void Invalidate(string? rejected);
}
