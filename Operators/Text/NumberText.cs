using System.Globalization;

namespace Headroom.Operators.Text;

/// <summary>Numbers in status and messages: four significant digits, no exponent below a million.</summary>
internal static class NumberText
{
    public static string Of(double value) => value switch
    {
        _ when !double.IsFinite(value) => "unknown",
        0 => "0",
        _ when Math.Abs(value) >= 1e6 || Math.Abs(value) < 1e-3 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 1000 => value.ToString("0", CultureInfo.InvariantCulture),
        _ => Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6))
            .ToString("0.######", CultureInfo.InvariantCulture),
    };

    public static string? OfOptional(double? value) => value is { } known && double.IsFinite(known) ? Of(known) : null;
}
