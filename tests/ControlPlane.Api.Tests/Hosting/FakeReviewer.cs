using System.Collections.Concurrent;
using Headroom.ControlPlane.Api.Access;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>A cluster that knows the tokens "admin" (may all) and "reader-NS" (may all in namespace NS); anyone may see "own".</summary>
internal sealed class FakeReviewer : IAccessReviewer
{
    private const string AgentAccount = "headroom-node-agent";

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

    /// <summary>"agent-NODE" is bound to the node NODE, "agent" to none; "admin" is a person's.</summary>
    public Task<TokenIdentity?> AuthenticateAsync(string token, string audience, CancellationToken ct)
    {
        ThrowIfAway();
        Authentications++;
        if (audience != "headroom" || Revoked.ContainsKey(token))
        {
            return Task.FromResult<TokenIdentity?>(null);
        }

        string[] parts = token.Split('-', 2);
        var identity = new TokenIdentity(token == "admin" ? "admin" : "system:serviceaccount:headroom-system:" + AgentAccount, "uid", []);
        return Task.FromResult<TokenIdentity?>(parts is ["agent" or "spy", ..] || token == "admin"
            ? identity with
            {
                User = parts[0] == "spy" ? "system:serviceaccount:web:default" : identity.User,
                Extra = parts.Length == 1
                    ? identity.Extra
                    : new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["authentication.kubernetes.io/node-name"] = [parts[1]] },
            }
            : null);
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
