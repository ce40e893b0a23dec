using System.Globalization;

namespace Headroom.Operators.Text;

/// <summary>Durations as people write them: a whole number and ms, s, m, h, d or w.</summary>
public static class DurationText
{
    public const string Allowed = "a whole number above 0 followed by ms, s, m, h, d or w, for example 15m";

    /// <param name="duration">Above zero when true.</param>
    /// <returns>False for null, zero, unknown units, more than eight digits, and what no TimeSpan holds.</returns>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            "w" => TimeSpan.FromDays(7),
            _ => TimeSpan.Zero,
        };
        // Eight digits of days are already more than a TimeSpan holds.
        if (unit == TimeSpan.Zero || digits is 0 or > 8
            || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > TimeSpan.MaxValue / unit)
        {
            return false;
        }

        duration = unit * count;
        return duration > TimeSpan.Zero;
    }

    /// <summary>The largest unit that keeps it whole, to the millisecond.</summary>
    public static string Format(TimeSpan duration)
    {
        var milliseconds = (long)Math.Round(duration.TotalMilliseconds);
        return milliseconds switch
        {
            0 => "0s",
            _ when milliseconds % 86_400_000 == 0 => $"{milliseconds / 86_400_000}d",
            _ when milliseconds % 3_600_000 == 0 => $"{milliseconds / 3_600_000}h",
            _ when milliseconds % 60_000 == 0 => $"{milliseconds / 60_000}m",
            _ when milliseconds % 1_000 == 0 => $"{milliseconds / 1_000}s",
            _ => $"{milliseconds}ms",
        };
    }
}
