using System.Globalization;
using System.Text;

namespace Headroom.EndToEnd.Tests.Stack;

/// <summary>A load that asks for other replicas every few seconds; the launcher's own begins with a quiet night.</summary>
internal static class LivelyLoad
{
    private const int Minutes = 2 * 1440;
    private const double PeriodMinutes = 20;

    public static async Task<string> WriteAsync(string file)
    {
        var start = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        var text = new StringBuilder("timestamp,requests\n");
        for (var minute = 0; minute < Minutes; minute++)
        {
            var value = 150 + 100 * Math.Sin(2 * Math.PI * minute / PeriodMinutes);
            text.Append(CultureInfo.InvariantCulture, $"{start.AddMinutes(minute):yyyy-MM-ddTHH:mm:ssZ},{value:0.0}\n");
        }

        await File.WriteAllTextAsync(file, text.ToString());
        return file;
    }
}
