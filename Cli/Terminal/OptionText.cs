using System.Globalization;
using Headroom.Operators.Text;

namespace Headroom.Cli.Terminal;

/// <summary>Values of options from text; what cannot be used is refused with the option, the value and what is allowed.</summary>
internal static class OptionText
{
    /// <exception cref="OptionException">Not a duration.</exception>
    public static TimeSpan Duration(string option, string text) =>
        DurationText.TryParse(text, out var duration) ? duration : throw OptionException.Of(option, text, DurationText.Allowed);

    /// <exception cref="OptionException">Not a whole number in the range.</exception>
    public static int Whole(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw OptionException.Of(option, text, $"a whole number from {least} to {most}");

    /// <exception cref="OptionException">Not a number, or below the least.</exception>
    public static double Number(string option, string text, double least, string allowed) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= least
            ? value
            : throw OptionException.Of(option, text, allowed);
}
