using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Headroom.Contracts.Power;
using Headroom.ControlPlane.Api.Access;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Power;

/// <summary>
/// Which node an agent's token speaks for. Reviews are remembered by the token's hash and renewed in the background from
/// half their lifetime on, a few at a time: a reply to an agent that is known waits for the API server only when it was
/// away for the other half.
/// </summary>
internal sealed class AgentReviews(IAccessReviewer reviewer, IOptions<AgentOptions> options, TimeProvider time) : IDisposable
{
    private const string NodeName = "authentication.kubernetes.io/node-name";
    private const int RenewalsAtATime = 8;
    private static readonly TimeSpan RefusalLifetime = TimeSpan.FromSeconds(10);

    private readonly string _account = "system:serviceaccount:" + options.Value.ServiceAccount;
    private readonly TimeSpan _lifetime = options.Value.ReviewLifetime;
    private readonly ExpiringCache<UInt128, Review> _reviews = new(options.Value.CachedReviews, time);
    private readonly ConcurrentDictionary<UInt128, bool> _renewing = new();
    private readonly SemaphoreSlim _renewals = new(RenewalsAtATime);

    /// <returns>Known, or asked at the API server.</returns>
    /// <exception cref="AccessUnavailableException">The cluster cannot be asked and nothing is known.</exception>
    public ValueTask<AgentIdentity> ReviewAsync(ReadOnlySpan<char> token, CancellationToken ct)
    {
        var key = Hash(token);
        if (!_reviews.TryGet(key, out var known))
        {
            return new ValueTask<AgentIdentity>(AskAsync(key, token.ToString(), ct));
        }

        if (known.Identity is AgentIdentity.Node && time.GetElapsedTime(known.At) > known.RenewAfter && _renewing.TryAdd(key, true))
        {
            _ = RenewAsync(key, token.ToString());
        }

        return new ValueTask<AgentIdentity>(known.Identity);
    }

    public void Dispose() => _renewals.Dispose();

    private async Task RenewAsync(UInt128 key, string token)
    {
        await _renewals.WaitAsync();
        try
        {
            await AskAsync(key, token, CancellationToken.None);
        }
        catch (AccessUnavailableException)
        {
            // What is known holds for the rest of its lifetime; the next report tries again.
        }
        finally
        {
            _renewals.Release();
            _renewing.TryRemove(key, out _);
        }
    }

    private async Task<AgentIdentity> AskAsync(UInt128 key, string token, CancellationToken ct)
    {
        var identity = Judge(await reviewer.AuthenticateAsync(token, AgentProtocol.Audience, ct));

        // Agents that began together would otherwise renew together for ever.
        var renewAfter = _lifetime * (0.5 + (Random.Shared.NextDouble() / 4));
        _reviews.Set(key, new Review(identity, time.GetTimestamp(), renewAfter), identity is AgentIdentity.Node ? _lifetime : RefusalLifetime);
        return identity;
    }

    private AgentIdentity Judge(TokenIdentity? found) => found switch
    {
        null => new AgentIdentity.Unknown(),
        _ when found.User != _account => new AgentIdentity.Other($"{found.User} is not {_account}"),
        _ when found.Extra.TryGetValue(NodeName, out var nodes) && nodes is [{ Length: > 0 } node] => new AgentIdentity.Node(node),
        _ => new AgentIdentity.Other($"the token of {found.User} is bound to no node"),
    };

    // 128 bits of SHA-256: nobody finds a second token with the same, and the key needs no allocation.
    private static UInt128 Hash(ReadOnlySpan<char> token)
    {
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(Math.Min(token.Length, 2048))];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (token.Length <= 2048)
        {
            SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(token, bytes)], hash);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(token.ToString()), hash);
        }

        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private sealed record Review(AgentIdentity Identity, long At, TimeSpan RenewAfter);
}
