using System.Globalization;

namespace Headroom.Operators.Traces;

/// <summary>Times as traces have them: ISO 8601, or seconds since 1970.</summary>
internal static class TraceTime
{
    public const string Allowed = "ISO 8601 such as 2024-03-01T12:00:00Z, or seconds since 1970,";

    private static readonly string[] Known = ["timestamp", "time", "date", "datetime", "gmt_create", "timestamp_anon"];

    /// <summary>What a column of times may be called.</summary>
    public static string Names => string.Join(", ", Known);

    public static bool IsName(string header) => Known.Contains(header.Trim(), StringComparer.OrdinalIgnoreCase);

    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        // Numbers first: as a date 1.5 would be the fifth of January of the present year.
        const double LastSecondOf9999 = 253_402_300_799;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            var isInRange = seconds is >= 0 and <= LastSecondOf9999;
            time = isInRange ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds) : default;
            return isInRange;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
