using System.Globalization;

namespace Headroom.ControlPlane.Api.Problems;

/// <summary>
/// Reads query parameters as text, so that a value of the wrong type gets the same named error as one out of range. The
/// first error is kept.
/// </summary>
internal sealed class Parameters
{
    public FieldError? Error { get; private set; }

    /// <returns>The value, <paramref name="fallback"/> when absent or wrong.</returns>
    public int Limit(string? text, int fallback, int max)
    {
        if (text is null)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= max)
        {
            return value;
        }

        Refuse("limit", text, $"1 to {max}");
        return fallback;
    }

    /// <summary>A duration as Kubernetes writes it: 90s, 15m, 6h, 7d.</summary>
    public TimeSpan Window(string? text, TimeSpan fallback, TimeSpan max)
    {
        if (text is null)
        {
            return fallback;
        }

        if (Duration.TryParse(text, out var value) && value > TimeSpan.Zero && value <= max)
        {
            return value;
        }

        Refuse("window", text, $"a duration such as 90s, 15m, 6h or 7d, at most {Duration.Format(max)}");
        return fallback;
    }

    /// <summary>A positive identifier, null when absent.</summary>
    public long? Id(string field, string? text, string allowed)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            return value;
        }

        Refuse(field, text, allowed);
        return null;
    }

    /// <summary>A Kubernetes name (RFC 1123 subdomain), null when absent.</summary>
    public string? Name(string field, string? text)
    {
        if (text is null || KubernetesName.IsValid(text))
        {
            return text;
        }

        Refuse(field, text, "lower-case letters, digits, '-' and '.', at most 253");
        return null;
    }

    public void Refuse(string field, string value, string allowed) =>
        Error ??= FieldError.NotAllowed(field, value, allowed);
}
