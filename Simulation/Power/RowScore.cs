namespace Headroom.Simulation.Power;

/// <summary>One policy at one number of servers, all seeds together, against the same rows without a limit.</summary>
/// <param name="Brakes">Of all seeds.</param>
/// <param name="HighP50">Latency against that without a limit, percent more.</param>
/// <param name="CappedTime">Percent of the time with a lower clock for low priority.</param>
/// <param name="Throughput">Tokens against those without a limit, percent.</param>
/// <param name="Peak">Highest reading over the budget.</param>
public sealed record RowScore(
    int Servers, int Brakes, double SecondsOverBudget, double HighP50, double HighP99, double LowP50, double LowP99, double CappedTime,
    double Throughput, double Peak, double CommandsPerDay)
{
    public double AddedPercent => 100.0 * (Servers - RowSetting.BaseServers) / RowSetting.BaseServers;

    /// <summary>No brake; high priority within 1 and 5%, low within 5 and 50%, at the 50th and the 99th percentile.</summary>
    public bool IsAccepted => Brakes == 0 && HighP50 < 1 && HighP99 < 5 && LowP50 < 5 && LowP99 < 50;

    /// <param name="runs">One per seed.</param>
    /// <param name="free">The same seeds without a limit.</param>
    public static RowScore Of(int servers, double budgetWatts, IReadOnlyList<RowOutcome> runs, IReadOnlyList<RowOutcome> free)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(free);
        var (low, lowFree) = (Merge(runs, r => r.Low), Merge(free, r => r.Low));
        var (high, highFree) = (Merge(runs, r => r.High), Merge(free, r => r.High));
        return new RowScore(
            servers, runs.Sum(r => r.Brakes), runs.Sum(r => r.SecondsOverBudget), Impact(high, highFree, .5), Impact(high, highFree, .99),
            Impact(low, lowFree, .5), Impact(low, lowFree, .99), 100 * runs.Average(r => r.CappedShare),
            100 * runs.Sum(r => r.Tokens) / free.Sum(r => r.Tokens), runs.Max(r => r.PeakWatts) / budgetWatts,
            runs.Average(r => r.CommandsPerDay));
    }

    private static LatencyHistogram Merge(IReadOnlyList<RowOutcome> runs, Func<RowOutcome, LatencyHistogram> which)
    {
        var all = new LatencyHistogram();
        foreach (var run in runs)
        {
            all.AddAll(which(run));
        }

        return all;
    }

    private static double Impact(LatencyHistogram with, LatencyHistogram without, double level) =>
        100 * (with.Quantile(level) / without.Quantile(level) - 1);
}
