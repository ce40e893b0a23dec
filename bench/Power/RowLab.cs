using Headroom.Simulation.Power;

namespace Headroom.Bench.Power;

/// <summary>The calibrated row that the power benchmarks share.</summary>
internal sealed record RowLab(TokenSizes Sizes, CalibratedRow Row)
{
    /// <summary>Where the search for the calibration starts.</summary>
    private static readonly LoadShape Guess = new(.535, .52);

    /// <summary>The published peak and rise are the largest of six weeks, however long the runs that follow are.</summary>
    private static readonly TimeSpan PublishedLength = TimeSpan.FromDays(42);

    /// <summary>Calibration takes other seeds than the runs.</summary>
    private const int CalibrationOffset = 100_000;

    public RowStudy Study { get; } = new(RowPhysics.Bloom, Sizes, Row.Shape);

    public static RowLab Create(BenchOptions options, Action<string> say)
    {
        var sizes = TokenFiles.Read(options);
        var row = options.IsQuick
            ? RowCalibration.Find(RowPhysics.Bloom, sizes, Guess, [options.Seed + CalibrationOffset], TimeSpan.FromHours(20), rounds: 4)
            : RowCalibration.Find(
                RowPhysics.Bloom, sizes, Guess, [.. Enumerable.Range(options.Seed + CalibrationOffset, 5)], PublishedLength, rounds: 6);
        say($"{sizes.Count} token sizes; calibrated: peak {row.Peak:0.000}, 40 s rise {row.Rise:0.000} of the feed "
            + $"at {row.Shape.RequestsPerServerSecond:0.000} requests/s and server, bursts up to {row.Shape.BurstHeight:0.00}");
        return new RowLab(sizes, row);
    }
}
