using Headroom.Scaling.Planning;

namespace Headroom.Scaling.Tests.Planning;

public sealed class DemandDrawsTests
{
    private static readonly double[] Exceedance = [0.6, 0.3, 0.1, 0.01, 0.001];
    private static readonly double[] Loads = [100, 120, 150, 210, 300];

    [Fact]
    public void OfTail_AnyGrid_ExceedsItsLoadsAsOftenAsItSays()
    {
        var draws = DemandDraws.OfTail(110, Loads, Exceedance);

        var above = Loads.Select(l => Weighted(draws, v => v > l ? 1 : 0));
        Assert.All(above.Zip(Exceedance).SkipLast(1), static p => Assert.Equal(p.Second, p.First, 6));
        Assert.Equal(1.0, Weighted(draws, static _ => 1), 6);
    }

    [Fact]
    public void OfTail_BetweenTwoLoads_FallsExponentially()
    {
        var draws = DemandDraws.OfTail(110, Loads, Exceedance);

        // Half way from 150 to 210 the probability is the geometric mean of .1 and .01.
        Assert.Equal(0.0316, Weighted(draws, static v => v > 180 ? 1 : 0), 4);
    }

    [Theory]
    [InlineData(110, 110)]
    [InlineData(1_000, 116.9)] // No lower side can lift the mean above that of the grid with everything else at its first load.
    public void OfTail_Mean_IsThePointAsFarAsTheTailAllows(double point, double mean) =>
        Assert.Equal(mean, Weighted(DemandDraws.OfTail(point, Loads, Exceedance), static v => v), 1);

    [Fact]
    public void OfTail_NoGrid_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => DemandDraws.OfTail(1, [], []));

    private static double Weighted(DemandDraws draws, Func<double, double> value) =>
        draws.Values.ToArray().Zip(draws.Weights.ToArray(), (v, w) => value(v) * w).Sum();
}
