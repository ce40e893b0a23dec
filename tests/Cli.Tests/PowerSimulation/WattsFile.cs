using System.Globalization;
using System.Text;

namespace Headroom.Cli.Tests.PowerSimulation;

/// <summary>An hour of a small row that swings together, a sample every 10 s.</summary>
internal static class WattsFile
{
    public const int Servers = 8;
    public const int Samples = 360;

    public static double At(int server, int sample) => 3000 + 25 * server + Math.Round(1200 * Math.Sin(sample / 40.0));

    public static string Wide()
    {
        var text = new StringBuilder("time," + string.Join(',', Enumerable.Range(0, Servers).Select(static s => $"gpu-{s}")) + "\n");
        for (var sample = 0; sample < Samples; sample++)
        {
            text.Append(Time(sample)).Append(',').AppendJoin(',', Enumerable.Range(0, Servers).Select(s => Number(At(s, sample)))).Append('\n');
        }

        return text.ToString();
    }

    public static string Long()
    {
        var text = new StringBuilder("time,server,watts\n");
        for (var sample = 0; sample < Samples; sample++)
        {
            for (var server = 0; server < Servers; server++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Time(sample)},gpu-{server},{Number(At(server, sample))}\n");
            }
        }

        return text.ToString();
    }

    private static string Time(int sample) => new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddSeconds(10 * sample).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Number(double watts) => watts.ToString("0", CultureInfo.InvariantCulture);
}
