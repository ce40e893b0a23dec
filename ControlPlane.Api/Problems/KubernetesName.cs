namespace Headroom.ControlPlane.Api.Problems;

/// <summary>RFC 1123 subdomains, as object and namespace names are.</summary>
internal static class KubernetesName
{
    public static bool IsValid(string text) =>
        text.Length is > 0 and <= 253
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');
}
