using Headroom.Bench.Forecasts.Suite;
using Headroom.Simulation.Scaling;

namespace Headroom.Bench.Replays;

/// <summary>Cuts a series into BACC's windows: 12 days to learn and 2 to decide, every 2 days; 7 and 2 where it is short.</summary>
internal static class WindowCutter
{
    private const int TestDays = 2;
    private static readonly int[] TrainingDays = [12, 7];
    private static readonly TimeSpan Reaction = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(30);

    /// <returns>No windows where the series holds none; <c>Skipped</c> counts those with an outage.</returns>
    public static (IReadOnlyList<ReplayWindow> Windows, int Skipped) Cut(SuiteSet set)
    {
        var loads = set.Indicators[0];
        var day = (int)Math.Round(TimeSpan.FromDays(1) / set.Step);
        var lead = Math.Max(1, (int)Math.Round(Reaction / set.Step));
        foreach (var trainingDays in TrainingDays)
        {
            var length = (trainingDays + TestDays) * day;
            if (day < 2 || loads.Length < length)
            {
                continue;
            }

            var windows = new List<ReplayWindow>();
            var skipped = 0;
            for (var start = 0; start + length <= loads.Length; start += TestDays * day)
            {
                var part = loads[start..(start + length)];
                if (HasOutage(part, (int)Math.Max(Outage / set.Step, 2)))
                {
                    skipped++;
                    continue;
                }

                windows.Add(new ReplayWindow(Filled(part), trainingDays * day, lead, day));
            }

            return (windows, skipped);
        }

        return ([], 0);
    }

    // Missing, or zero where the series is not idle by nature: the meter was down, or the service.
    private static bool HasOutage(double[] loads, int longest)
    {
        var isOftenIdle = loads.Count(l => l == 0) > loads.Length / 20;
        var run = 0;
        foreach (var load in loads)
        {
            run = !double.IsFinite(load) || (load == 0 && !isOftenIdle) ? run + 1 : 0;
            if (run > longest)
            {
                return true;
            }
        }

        return loads.All(l => !(l > 0));
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
