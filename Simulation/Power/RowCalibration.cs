using Headroom.Power.Policies;

namespace Headroom.Simulation.Power;

/// <summary>Finds the rate and the burst height that give a row the published peak and the published rise.</summary>
/// <remarks>POLCA's inference rows: 79% of the feed at the highest, 11.8 points the largest rise from one reading to that 40 s later.</remarks>
public static class RowCalibration
{
    public const double PeakShare = .79;
    public const double RiseShare = .118;
    private const double Tolerance = .002;

    /// <summary>Of the feed: what servers that decode draw, and what chance alone rises; where the search starts from.</summary>
    private const double FloorShare = .62;
    private const double ChanceShare = .075;

    /// <param name="guess">Everything but rate and burst height is kept.</param>
    /// <param name="seeds">Peaks and rises are means over these runs.</param>
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

            // Extremes jump as the load moves, so steps are cut short.
            shape = shape with
            {
                RequestsPerServerSecond = shape.RequestsPerServerSecond * Step((PeakShare - FloorShare) / Math.Max(found.Peak - FloorShare, .02)),
                BurstHeight = shape.BurstHeight * Step((RiseShare - ChanceShare) / Math.Max(found.Rise - ChanceShare, .01)),
            };
        }

        return best ?? throw new ArgumentOutOfRangeException(nameof(rounds));
    }

    private static double Step(double ratio) => Math.Pow(Math.Clamp(ratio, .5, 2), .6);

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
        return new CalibratedRow(shape, runs.Average(r => r.PeakWatts) / budget, runs.Average(r => r.LargestRiseWatts) / budget);
    }
}
