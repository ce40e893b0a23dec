using System.Globalization;

namespace Headroom.ControlPlane.Api.Problems;

/// <summary>Durations with one unit: s, m, h or d.</summary>
internal static class Duration
{
    private const double LongestSeconds = 10.0 * 366 * 24 * 3600;

    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        double unitSeconds = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (unitSeconds == 0
            || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
            || count * unitSeconds > LongestSeconds)
        {
            return false;
        }

        value = TimeSpan.FromSeconds(count * unitSeconds);
        return true;
    }

    public static string Format(TimeSpan value) =>
        value.TotalDays >= 1 && value.TotalDays % 1 == 0 ? $"{value.TotalDays:0}d"
        : value.TotalHours % 1 == 0 ? $"{value.TotalHours:0}h"
        : $"{value.TotalSeconds:0}s";
}
