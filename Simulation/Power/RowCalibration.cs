using Headroom.Power.Policies;

namespace Headroom.Simulation.Power;

/// <summary>Finds the rate and the burst height that give a row the published peak and the published rise.</summary>
/// <remarks>
/// POLCA's inference rows: 79% of the feed at the highest, 11.8 points the largest rise from one reading to that 40 s later,
/// both the largest of weeks. The largest of a run scatters by a point or two from seed to seed and grows with its length,
/// so runs are as long as those that are judged, and the median of the seeds is what must fit.
/// </remarks>
public static class RowCalibration
{
    public const double PeakShare = .79;
    public const double RiseShare = .118;

    /// <summary>What five medians scatter by.</summary>
    private const double Tolerance = .004;

    /// <summary>Of the feed, by request per second and server and by burst height: how the two are moved, in one row of a week.</summary>
    private const double PeakPerRate = .27;
    private const double PeakPerBurst = .067;
    private const double RisePerBurst = .04;

    /// <summary>Of the way: extremes jump as the load moves.</summary>
    private const double Step = .7;

    /// <param name="guess">Everything but rate and burst height is kept.</param>
    /// <param name="seeds">Peaks and rises are medians over these runs.</param>
    public static CalibratedRow Find(
        RowPhysics physics, TokenSizes sizes, LoadShape guess, IReadOnlyList<int> seeds, TimeSpan duration, int rounds = 8)
    {
        ArgumentNullException.ThrowIfNull(guess);
        ArgumentNullException.ThrowIfNull(seeds);
        var shape = guess;
        CalibratedRow? best = null;
        for (var round = 0; round < rounds; round++)
        {
            var found = Measure(physics, sizes, shape, seeds, duration);
            best = best is null || found.Miss < best.Miss ? found : best;
            if (best.Miss < Tolerance)
            {
                break;
            }

            shape = Moved(shape, found);
        }

        return best ?? throw new ArgumentOutOfRangeException(nameof(rounds));
    }

    private static LoadShape Moved(LoadShape shape, CalibratedRow found)
    {
        var burst = Math.Max(shape.BurstHeight + Step * (RiseShare - found.Rise) / RisePerBurst, .05);
        var peak = PeakShare - found.Peak - PeakPerBurst * (burst - shape.BurstHeight);
        return shape with
        {
            RequestsPerServerSecond = shape.RequestsPerServerSecond * Math.Clamp(1 + Step * peak / PeakPerRate / shape.RequestsPerServerSecond, .5, 2),
            BurstHeight = burst,
        };
    }

    private static CalibratedRow Measure(RowPhysics physics, TokenSizes sizes, LoadShape shape, IReadOnlyList<int> seeds, TimeSpan duration)
    {
        var runs = new RowOutcome[seeds.Count];
        Parallel.For(0, seeds.Count, i =>
        {
            var policy = new NoCap(RowGroups.Believed(physics, 0));
            runs[i] = new RowReplay(RowSetting.OutOfBand, physics, shape, sizes, policy, RowSetting.BaseServers, seeds[i], isUnlimited: true)
                .Run(duration);
        });
        var budget = RowSetting.OutOfBand.Budget.ToWatts();
        return new CalibratedRow(shape, Median(runs, r => r.PeakWatts) / budget, Median(runs, r => r.LargestRiseWatts) / budget);
    }

    private static double Median(RowOutcome[] runs, Func<RowOutcome, double> of)
    {
        double[] sorted = [.. runs.Select(of).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
