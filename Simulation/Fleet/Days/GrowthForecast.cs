namespace Headroom.Simulation.Fleet.Days;

/// <summary>Loads that may come: the load of now, times how the load grew after the same time on other days.</summary>
internal static class GrowthForecast
{
    private const int Around = 20;
    private const int Every = 4;

    /// <param name="day">Only what was before <paramref name="minute"/> is looked at.</param>
    /// <param name="minute">Now.</param>
    /// <param name="from">First minute from now that counts.</param>
    /// <param name="to">Last minute from now that counts.</param>
    /// <param name="isPeak">The highest of those minutes, once for each past; otherwise every minute of it.</param>
    public static List<double> Loads(FleetDay day, int minute, int from, int to, bool isPeak)
    {
        var loads = new List<double>();
        var now = Level(day, minute);
        for (var past = 1; past <= FleetDay.LearnedDays; past++)
        {
            for (var shift = -Around; shift <= Around; shift += Every)
            {
                var then = minute - past * FleetDay.Minutes + shift;
                if (then - 2 < -FleetDay.LearnedDays * FleetDay.Minutes || then + to >= minute)
                {
                    continue;
                }

                var grown = Enumerable.Range(then + from, to - from + 1).Select(t => now * day.Rate(t) / Level(day, then));
                loads.AddRange(isPeak ? [grown.Max()] : grown);
            }
        }

        return loads;
    }

    // The mean of two minutes: one alone is noise.
    private static double Level(FleetDay day, int minute) => (day.Rate(minute - 1) + day.Rate(minute - 2)) / 2;
}
