namespace Headroom.ControlPlane.Api.Access;

internal static class BearerToken
{
    // Service-account tokens are about 1 kB; OIDC tokens with many groups reach several.
    private const int MaxLength = 16_384;
    private const string Scheme = "Bearer ";

    /// <returns>The token, null when the header has another form.</returns>
    public static string? Parse(string header)
    {
        string token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        return IsWellFormed(token) ? token : null;
    }

    public static bool IsWellFormed(string token) =>
        token.Length is > 0 and <= MaxLength && token.All(static c => c is > ' ' and < (char)127);
}
