using System.Globalization;

namespace Headroom.Cli.Report;

/// <summary>A scale from values to pixels with ticks at round values.</summary>
/// <param name="Low">Value at <paramref name="From"/>.</param>
/// <param name="High">Value at <paramref name="To"/>, above <paramref name="Low"/>.</param>
/// <param name="From">Pixel.</param>
/// <param name="To">Pixel.</param>
internal sealed record Axis(double Low, double High, double From, double To)
{
    private static readonly double[] Round = [1.0, 2.0, 5.0, 10.0];

    public double At(double value) => From + (value - Low) / (High - Low) * (To - From);

    /// <summary>About this many ticks, at 1, 2 or 5 times a power of ten.</summary>
    public IEnumerable<double> Ticks(int about)
    {
        var rough = (High - Low) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Round.Select(m => m * power).First(s => s >= rough * 0.999);
        for (var tick = Math.Ceiling(Low / step - 1e-9); tick * step <= High * (1 + 1e-9); tick++)
        {
            // A tick just below zero must not read -0.
            yield return Math.Abs(tick) < 0.5 ? 0.0 : tick * step;
        }
    }

    /// <summary>A number with no more digits than it needs.</summary>
    public static string Text(double value) => value switch
    {
        >= 10_000 => (value / 1000).ToString("#,0.#", CultureInfo.InvariantCulture) + "k",
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
