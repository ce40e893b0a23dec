using System.Collections.Concurrent;
using Headroom.ControlPlane.Api.Access;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>A cluster that knows the tokens "admin" (may all) and "reader-NS" (may all in namespace NS); anyone may see "own".</summary>
internal sealed class FakeReviewer : IAccessReviewer
{
    public bool IsAway { get; set; }

    public int Authentications { get; private set; }

    public ConcurrentDictionary<string, bool> Revoked { get; } = new();

    public Task<TokenIdentity?> AuthenticateAsync(string token, CancellationToken ct)
    {
        ThrowIfAway();
        Authentications++;
        bool isKnown = (token == "admin" || token.StartsWith("reader-", StringComparison.Ordinal)) && !Revoked.ContainsKey(token);
        return Task.FromResult(isKnown ? new TokenIdentity(token, "uid-" + token, ["system:authenticated"]) : null);
    }

    public Task<bool> IsAllowedAsync(
        TokenIdentity identity, string verb, string resource, string? ns, string? name, CancellationToken ct)
    {
        ThrowIfAway();
        return Task.FromResult(identity.User == "admin" || name == "own" || (ns is not null && identity.User == "reader-" + ns));
    }

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new AccessUnavailableException("The API server does not answer.");
        }
    }
}
