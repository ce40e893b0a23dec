using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Access;

/// <summary>Asks the cluster once per lifetime. Tokens are remembered by hash only; failures to ask are never remembered.</summary>
internal sealed class CachedReviews(IAccessReviewer reviewer, IOptions<AccessOptions> options, TimeProvider time)
{
    // A token is often refused just before it becomes valid (a fresh service account): ask again soon.
    private static readonly TimeSpan RefusalLifetime = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _lifetime = options.Value.ReviewLifetime;
    private readonly ExpiringCache<string, TokenIdentity?> _identities = new(options.Value.CachedReviews, time);

    // The identity is part of the key by reference: a new TokenReview asks for its permissions anew.
    private readonly ExpiringCache<(TokenIdentity Identity, AccessQuestion Question), bool> _permissions =
        new(options.Value.CachedReviews, time);

    public async Task<TokenIdentity?> AuthenticateAsync(string token, CancellationToken ct)
    {
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_identities.TryGet(hash, out var known))
        {
            return known;
        }

        var identity = await reviewer.AuthenticateAsync(token, ct);
        _identities.Set(hash, identity, identity is null ? Shorter(RefusalLifetime) : _lifetime);
        return identity;
    }

    public async Task<bool> IsAllowedAsync(TokenIdentity identity, AccessQuestion question, CancellationToken ct)
    {
        if (_permissions.TryGet((identity, question), out bool known))
        {
            return known;
        }

        bool allowed = await reviewer.IsAllowedAsync(
            identity, question.Verb, question.Resource, question.Namespace, question.Name, ct);
        _permissions.Set((identity, question), allowed, allowed ? _lifetime : Shorter(RefusalLifetime));
        return allowed;
    }

    /// <summary>For something that goes on: a token or a right that was withdrawn, or a cluster that cannot say, is a no.</summary>
    public async Task<bool> IsStillAllowedAsync(Caller caller, AccessQuestion question, CancellationToken ct)
    {
        try
        {
            return await AuthenticateAsync(caller.Token, ct) is { } identity && await IsAllowedAsync(identity, question, ct);
        }
        catch (AccessUnavailableException)
        {
            return false;
        }
    }

    private TimeSpan Shorter(TimeSpan other) => other < _lifetime ? other : _lifetime;
}
