using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Headroom.LocalCluster.Access;

/// <summary>The bearer tokens that are valid now, in memory.</summary>
internal sealed class TokenRegistry(TimeProvider time)
{
    private const string NodeName = "authentication.kubernetes.io/node-name";

    private readonly ConcurrentDictionary<string, (User User, DateTimeOffset? Expiry)> _users = new(StringComparer.Ordinal);

    public string Add(string name, IEnumerable<string> groups, string? token = null, DateTimeOffset? expiry = null)
    {
        token ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _users[token] = (new User(name, "", [.. groups, "system:authenticated"]), expiry);
        return token;
    }

    /// <param name="audiences">Empty: the API server.</param>
    /// <param name="node">The node the token is bound to, by itself or by its pod; null: none.</param>
    public string AddServiceAccount(
        string scope, string name, string uid, DateTimeOffset? expiry, IReadOnlyList<string> audiences, string? node)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var user = new User(
            $"system:serviceaccount:{scope}:{name}", uid,
            ["system:serviceaccounts", $"system:serviceaccounts:{scope}", "system:authenticated"])
        {
            Audiences = audiences,
            Extra = node is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [NodeName] = node },
        };
        _users[token] = (user, expiry);
        return token;
    }

    /// <summary>Null when the token is unknown or past its expiry.</summary>
    public User? Find(string token)
    {
        if (!_users.TryGetValue(token, out var known))
        {
            return null;
        }

        return known.Expiry is { } expiry && expiry < time.GetUtcNow() ? null : known.User;
    }
}
