using System.Collections.Frozen;

namespace Headroom.Activator.Routing;

/// <summary>All routes at one moment. Immutable: a request sees one table from its start.</summary>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, ServiceRoute[]> _byHost;
    private readonly FrozenDictionary<string, ServiceRoute[]>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <param name="routes">No two with the same host and path: see <see cref="RouteBook"/>.</param>
    public RouteTable(IEnumerable<ServiceRoute> routes)
    {
        // The longest path first, so that the first match is the one to take.
        _byHost = routes.GroupBy(r => r.Service.Host, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(r => r.Service.Path.Length).ToArray(), StringComparer.OrdinalIgnoreCase);
        _bySpan = _byHost.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static RouteTable Empty { get; } = new([]);

    /// <param name="host">The Host header or :authority, with or without a port.</param>
    /// <param name="path">Decoded, without dot segments.</param>
    /// <returns>Null where nothing is routed: the request is not forwarded anywhere.</returns>
    public ServiceRoute? Find(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        if (_bySpan.TryGetValue(WithoutPort(host), out var routes))
        {
            foreach (var route in routes)
            {
                if (Matches(route.Service.Path, path))
                {
                    return route;
                }
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> WithoutPort(ReadOnlySpan<char> host)
    {
        var colon = host.LastIndexOf(':');
        // In [::1] the last colon belongs to the address.
        return colon < 0 || host.IndexOf(']') > colon ? host : host[..colon];
    }

    private static bool Matches(string prefix, ReadOnlySpan<char> path) =>
        prefix is "/" || (path.StartsWith(prefix, StringComparison.Ordinal)
            && (path.Length == prefix.Length || prefix[^1] == '/' || path[prefix.Length] == '/'));
}
