using System.Net;

namespace Headroom.Kubernetes.Connections;

/// <summary>HTTPS_PROXY, HTTP_PROXY and NO_PROXY as Go reads them: with CIDR ranges, and never for loopback.</summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly string[] _bypass;

    /// <param name="variable">Looks up an environment variable; null when it is not set.</param>
    public EnvironmentProxy(Func<string, string?> variable)
    {
        string? Either(string name) => variable(name) ?? variable(name.ToLowerInvariant());
        _http = Parse(Either("HTTP_PROXY"));
        _https = Parse(Either("HTTPS_PROXY"));
        _bypass = (Either("NO_PROXY") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    public ICredentials? Credentials { get; set; }

    public Uri? GetProxy(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    public bool IsBypassed(Uri host) => GetProxy(host) is null || host.IsLoopback || _bypass.Any(entry => Covers(entry, host));

    private static bool Covers(string entry, Uri host)
    {
        if (entry is "*")
        {
            return true;
        }

        var name = host.IdnHost.Trim('[', ']');
        if (IPAddress.TryParse(name, out var address))
        {
            return IPNetwork.TryParse(entry, out var range)
                ? range.Contains(address)
                : IPAddress.TryParse(entry.Trim('[', ']'), out var single) && single.Equals(address);
        }

        if (entry.LastIndexOf(':') is > 0 and var colon)
        {
            if (entry[(colon + 1)..] != host.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                return false;
            }

            entry = entry[..colon];
        }

        // "example.com" covers itself and every name below; ".example.com" only the names below.
        return name.Equals(entry, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(entry.StartsWith('.') ? entry : $".{entry}", StringComparison.OrdinalIgnoreCase);
    }

    private static Uri? Parse(string? value) =>
        string.IsNullOrEmpty(value)
            ? null
            : new Uri(value.Contains("://", StringComparison.Ordinal) ? value : $"http://{value}");
}
