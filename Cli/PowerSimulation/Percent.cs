using System.Globalization;

namespace Headroom.Cli.PowerSimulation;

/// <summary>Shares as percentages.</summary>
internal static class Percent
{
    public static string Of(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    /// <summary>Servers against those of the history.</summary>
    public static string Signed(int servers, int of) => (100.0 * (servers - of) / of).ToString("+0;-0;0", CultureInfo.InvariantCulture) + "%";
}
