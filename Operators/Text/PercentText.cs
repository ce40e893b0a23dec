using System.Globalization;

namespace Headroom.Operators.Text;

/// <summary>Percentages as text, such as 99.5%.</summary>
public static class PercentText
{
    /// <param name="fraction">99.5% is 0.995.</param>
    public static bool TryParse(string? text, out double fraction)
    {
        fraction = 0;
        if (text is null || !text.EndsWith('%')
            || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            || !double.IsFinite(percent))
        {
            return false;
        }

        fraction = percent / 100.0;
        return true;
    }
}
