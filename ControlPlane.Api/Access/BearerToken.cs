namespace Headroom.ControlPlane.Api.Access;

internal static class BearerToken
{
    // Service-account tokens are about 1 kB; OIDC tokens with many groups reach several.
    private const int MaxLength = 16_384;
    private const string Scheme = "Bearer ";

    /// <returns>The token, null when the header has another form.</returns>
    public static string? Parse(string header)
    {
        var token = Find(header);
        return token.IsEmpty ? null : token.ToString();
    }

    /// <summary>As <see cref="Parse"/>, without a copy: agents send theirs with every report.</summary>
    /// <returns>Empty when the header has another form.</returns>
    public static ReadOnlySpan<char> Find(ReadOnlySpan<char> header)
    {
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : [];
        return IsWellFormed(token) ? token : [];
    }

    public static bool IsWellFormed(ReadOnlySpan<char> token) =>
        token.Length is > 0 and <= MaxLength && !token.ContainsAnyExceptInRange('!', '~');
}
