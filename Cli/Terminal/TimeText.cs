using System.Globalization;
using Headroom.Operators.Text;

namespace Headroom.Cli.Terminal;

/// <summary>Durations for people: days from two on, the largest whole unit below.</summary>
internal static class TimeText
{
    public static string Of(TimeSpan duration) => duration.TotalDays >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalDays:0.#} days")
        : DurationText.Format(duration);
}
