namespace Headroom.Simulation.Power.Histories;

/// <summary>How much longer one priority's requests took, relative.</summary>
public sealed record Slowdown(double Mean, double P50, double P99)
{
    internal static Slowdown Of(SlowdownHistogram histogram) => new(histogram.Mean, histogram.Quantile(.5), histogram.Quantile(.99));
}
