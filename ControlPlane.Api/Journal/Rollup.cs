using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Journal;

/// <summary>
/// Sums over one quarter of an hour of one autoscaler. Only sums, counts and maxima: two parts of the same quarter (before
/// and after a restart) add up exactly, and means are taken when read.
/// </summary>
internal sealed record Rollup(AutoscalerKey Key, string Uid, DateTimeOffset Start)
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    public int Samples { get; init; }

    /// <summary>Samples whose demand was known.</summary>
    public int DemandSamples { get; init; }

    public double DemandSum { get; init; }

    /// <summary>Null while no demand was known.</summary>
    public double? DemandMax { get; init; }

    public long DesiredSum { get; init; }

    public long ReadySum { get; init; }

    public double IntervalSeconds { get; init; }

    public double ViolationSeconds { get; init; }

    public int Decisions { get; init; }

    public static DateTimeOffset StartOf(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % Length.Ticks), TimeSpan.Zero);

    public Rollup With(in EvaluationSample sample)
    {
        bool isKnown = double.IsFinite(sample.Demand);
        double seconds = sample.Interval.TotalSeconds;
        return this with
        {
            Samples = Samples + 1,
            DemandSamples = DemandSamples + (isKnown ? 1 : 0),
            DemandSum = DemandSum + (isKnown ? sample.Demand : 0),
            DemandMax = isKnown ? Math.Max(DemandMax ?? sample.Demand, sample.Demand) : DemandMax,
            DesiredSum = DesiredSum + sample.Desired,
            ReadySum = ReadySum + sample.Ready,
            IntervalSeconds = IntervalSeconds + seconds,
            ViolationSeconds = ViolationSeconds + (sample.IsViolation ? seconds : 0),
        };
    }
}
