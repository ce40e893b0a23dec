namespace Headroom.ControlPlane.Api.Access;

/// <summary>The cluster's own authentication and authorisation.</summary>
/// <exception cref="AccessUnavailableException">From every method, when the cluster cannot be asked.</exception>
internal interface IAccessReviewer
{
    /// <returns>Null for a token the cluster does not accept.</returns>
    Task<TokenIdentity?> AuthenticateAsync(string token, CancellationToken ct);

    /// <returns>Null also for a token that is not meant for <paramref name="audience"/>.</returns>
    Task<TokenIdentity?> AuthenticateAsync(string token, string audience, CancellationToken ct);

    /// <param name="identity">Who asks.</param>
    /// <param name="verb">get, list, watch, …</param>
    /// <param name="resource">Plural resource in headroom.dev, e.g. predictiveautoscalers.</param>
    /// <param name="ns">Null for every namespace.</param>
    /// <param name="name">Null for every name.</param>
    /// <param name="ct">Ends the question.</param>
    Task<bool> IsAllowedAsync(
        TokenIdentity identity, string verb, string resource, string? ns, string? name, CancellationToken ct);
}
