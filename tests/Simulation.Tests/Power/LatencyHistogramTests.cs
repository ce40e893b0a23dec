using Headroom.Simulation.Power;

namespace Headroom.Simulation.Tests.Power;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Quantile_EvenLatencies_IsWithinATenthOfAPercent()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 100_000; i++)
        {
            histogram.Add(i / 1000.0);
        }

        Assert.Equal(50, histogram.Quantile(.5), .05);
        Assert.Equal(99, histogram.Quantile(.99), .1);
    }

    [Fact]
    public void Quantile_Empty_IsNotANumber() => Assert.True(double.IsNaN(new LatencyHistogram().Quantile(.5)));
}
