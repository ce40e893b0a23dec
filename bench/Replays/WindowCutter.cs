using Headroom.Bench.Forecasts.Suite;
using Headroom.Simulation.Scaling;

namespace Headroom.Bench.Replays;

/// <summary>Cuts a series into BACC's windows: 12 days to learn and 2 to decide, every 2 days; 7 and 2 where it is short.</summary>
/// <remarks>Constants are chosen on rehearsal windows, within the first training days, which no window tests.</remarks>
internal static class WindowCutter
{
    private const int TestDays = 2;
    private static readonly int[] TrainingDays = [12, 7];
    private static readonly int[] RehearsalDays = [7, 5];
    private static readonly TimeSpan Reaction = TimeSpan.FromMinutes(5);
    private const double IdleDays = 0.25;
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(30);

    /// <returns>No windows where the series holds none; <c>Skipped</c> counts those with an outage.</returns>
    public static (IReadOnlyList<ReplayWindow> Windows, int Skipped) Cut(SuiteSet set, bool isRehearsal = false)
    {
        var day = (int)Math.Round(TimeSpan.FromDays(1) / set.Step);
        var which = Array.FindIndex(TrainingDays, d => day >= 2 && set.Indicators[0].Length >= (d + TestDays) * day);
        return which < 0 ? ([], 0)
            : isRehearsal ? Cut(set, set.Indicators[0][..(TrainingDays[which] * day)], RehearsalDays[which], testDays: 1)
            : Cut(set, set.Indicators[0], TrainingDays[which], TestDays);
    }

    private static (IReadOnlyList<ReplayWindow> Windows, int Skipped) Cut(SuiteSet set, double[] loads, int trainingDays, int testDays)
    {
        var day = (int)Math.Round(TimeSpan.FromDays(1) / set.Step);
        var lead = Math.Max(1, (int)Math.Round(Reaction / set.Step));
        var length = (trainingDays + testDays) * day;
        var longest = (int)Math.Max(Outage / set.Step, 2);
        var isOftenIdle = IsOftenIdle(loads, longest, day);
        var windows = new List<ReplayWindow>();
        var skipped = 0;
        for (var start = 0; start + length <= loads.Length; start += testDays * day)
        {
            var part = loads[start..(start + length)];
            if (HasOutage(part, longest, isOftenIdle))
            {
                skipped++;
                continue;
            }

            windows.Add(new ReplayWindow(Filled(part), trainingDays * day, lead, day));
        }

        return (windows, skipped);
    }

    // The whole series tells idle nights from an outage: a window with an outage of two days looks idle by itself.
    private static bool IsOftenIdle(double[] loads, int longest, int day)
    {
        var idleDays = loads.Chunk(day).Count(d => LongestRun(d, static load => load == 0) > longest);
        return idleDays > loads.Length / day * IdleDays;
    }

    // Missing, or zero where the series is not idle by nature: the meter was down, or the service.
    private static bool HasOutage(double[] loads, int longest, bool isOftenIdle) =>
        LongestRun(loads, load => !double.IsFinite(load) || (load == 0 && !isOftenIdle)) > longest || loads.All(static l => !(l > 0));

    private static int LongestRun(double[] loads, Func<double, bool> isMember)
    {
        var (longest, run) = (0, 0);
        foreach (var load in loads)
        {
            run = isMember(load) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static double[] Filled(double[] loads)
    {
        var filled = (double[])loads.Clone();
        var last = loads.First(double.IsFinite);
        for (var i = 0; i < filled.Length; i++)
        {
            last = double.IsFinite(filled[i]) ? Math.Max(filled[i], 0.0) : last;
            filled[i] = last;
        }

        return filled;
    }
}
