using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace Headroom.Activator.Forwarding;

/// <summary>Headers that are between two neighbours and are never relayed (RFC 9110, 7.6.1).</summary>
internal static class HopHeaders
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings",
        "Proxy-Authorization", "Proxy-Authenticate",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string name) => Names.Contains(name);

    /// <summary>Further names that a Connection header declares to be such.</summary>
    /// <returns>Null where it names none, which is nearly always.</returns>
    public static HashSet<string>? NamedBy(StringValues connection)
    {
        HashSet<string>? named = null;
        foreach (var value in connection)
        {
            foreach (var part in (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                // Framing and the target are not the client's to remove on the way.
                if (!part.Equals("keep-alive", StringComparison.OrdinalIgnoreCase) && !part.Equals("close", StringComparison.OrdinalIgnoreCase)
                    && !part.Equals("upgrade", StringComparison.OrdinalIgnoreCase) && !part.Equals("host", StringComparison.OrdinalIgnoreCase)
                    && !part.Equals("content-length", StringComparison.OrdinalIgnoreCase))
                {
                    (named ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).Add(part);
                }
            }
        }

        return named;
    }
}
