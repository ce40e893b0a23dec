using System.Globalization;

namespace Headroom.Cli.Report;

/// <summary>Times along the bottom: whole hours or days, as many as fit.</summary>
internal static class TimeAxis
{
    private const int MostTicks = 9;

    private static readonly TimeSpan[] Spacings =
        [.. new double[] { 1, 5, 10, 30, 60, 180, 360, 720, 1440, 2880, 7200, 10080, 20160, 43200, 129600, 525600 }.Select(TimeSpan.FromMinutes)];

    /// <param name="svg">The drawing.</param>
    /// <param name="start">Time at the left edge.</param>
    /// <param name="end">Time at the right edge.</param>
    /// <param name="left">Pixel.</param>
    /// <param name="right">Pixel.</param>
    /// <param name="top">Pixel where the grid begins.</param>
    /// <param name="bottom">Pixel of the axis.</param>
    public static void Draw(Svg svg, DateTimeOffset start, DateTimeOffset end, double left, double right, double top, double bottom)
    {
        var length = end - start;
        var spacing = Spacings.FirstOrDefault(s => length / s <= MostTicks, Spacings[^1]);
        var first = new DateTimeOffset((start.UtcTicks + spacing.Ticks - 1) / spacing.Ticks * spacing.Ticks, TimeSpan.Zero);
        for (var time = first; time <= end; time += spacing)
        {
            var x = left + (time - start) / length * (right - left);
            svg.Line(x, top, x, bottom, "grid");
            svg.Text(x, bottom + 17, time.ToString(spacing < TimeSpan.FromDays(1) ? "HH:mm" : "d MMM", CultureInfo.InvariantCulture), "tick", "middle");
        }
    }
}
