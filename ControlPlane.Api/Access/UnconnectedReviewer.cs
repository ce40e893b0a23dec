namespace Headroom.ControlPlane.Api.Access;

/// <summary>Stands in while no cluster is configured: nobody gets in, and the answer says why.</summary>
internal sealed class UnconnectedReviewer : IAccessReviewer
{
    private const string Reason = "No Kubernetes API server is configured to review tokens.";

    public Task<TokenIdentity?> AuthenticateAsync(string token, CancellationToken ct) =>
        throw new AccessUnavailableException(Reason);

    public Task<TokenIdentity?> AuthenticateAsync(string token, string audience, CancellationToken ct) =>
        throw new AccessUnavailableException(Reason);

    public Task<bool> IsAllowedAsync(
        TokenIdentity identity, string verb, string resource, string? ns, string? name, CancellationToken ct) =>
        throw new AccessUnavailableException(Reason);
}
