using System.Globalization;
using System.Text;

namespace Headroom.Cli.Tests.PowerSimulation;

/// <summary>Six hours of minutes of a small row that swings together.</summary>
internal static class WattsFile
{
    public const int Servers = 8;
    public const int Samples = 360;

    public static double At(int server, int minute) => 3000 + 25 * server + Math.Round(1200 * Math.Sin(minute / 40.0));

    public static string Wide()
    {
        var text = new StringBuilder("time," + string.Join(',', Enumerable.Range(0, Servers).Select(static s => $"gpu-{s}")) + "\n");
        for (var minute = 0; minute < Samples; minute++)
        {
            text.Append(Time(minute)).Append(',').AppendJoin(',', Enumerable.Range(0, Servers).Select(s => Number(At(s, minute)))).Append('\n');
        }

        return text.ToString();
    }

    public static string Long()
    {
        var text = new StringBuilder("time,server,watts\n");
        for (var minute = 0; minute < Samples; minute++)
        {
            for (var server = 0; server < Servers; server++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Time(minute)},gpu-{server},{Number(At(server, minute))}\n");
            }
        }

        return text.ToString();
    }

    private static string Time(int minute) => new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddMinutes(minute).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Number(double watts) => watts.ToString("0", CultureInfo.InvariantCulture);
}
