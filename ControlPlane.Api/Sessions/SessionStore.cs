using System.Buffers.Text;
using System.Security.Cryptography;
using Headroom.ControlPlane.Api.Access;
using Microsoft.Extensions.Options;

namespace Headroom.ControlPlane.Api.Sessions;

/// <summary>Browser sessions of this process: bounded, the oldest ends first; a restart ends them all.</summary>
internal sealed class SessionStore(IOptions<AccessOptions> options, TimeProvider time)
{
    private readonly TimeSpan _lifetime = options.Value.SessionLifetime;
    private readonly ExpiringCache<string, BrowserSession> _sessions = new(options.Value.MaxSessions, time);

    public BrowserSession Begin(string token)
    {
        var session = new BrowserSession(Random(), token, Random(), time.GetUtcNow() + _lifetime);
        _sessions.Set(session.Id, session, _lifetime);
        return session;
    }

    public BrowserSession? Find(string id) => _sessions.TryGet(id, out var session) ? session : null;

    public void End(string id) => _sessions.Remove(id);

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
