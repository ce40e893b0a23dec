using System.Globalization;
using System.Text;

namespace Headroom.Cli.Tests.Backtesting;

/// <summary>Four days of a daily wave with noise, every five minutes.</summary>
internal static class Load
{
    public const int Steps = 4 * 288;

    public static double At(int step) => 100 + 60 * Math.Sin(2 * Math.PI * step / 288) + 10 * Math.Sin(step * step % 997);

    public static string Csv()
    {
        var text = new StringBuilder("time,rps\n");
        var start = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
        for (var step = 0; step < Steps; step++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{start.AddMinutes(5 * step):O},{At(step):0.###}\n");
        }

        return text.ToString();
    }
}
