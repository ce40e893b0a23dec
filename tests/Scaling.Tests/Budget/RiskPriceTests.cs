using Headroom.Scaling.Budget;
using MathNet.Numerics.Distributions;

namespace Headroom.Scaling.Tests.Budget;

public sealed class RiskPriceTests
{
    [Fact]
    public void Now_Misses_RaiseIt_AndQuietLowersIt()
    {
        var (missed, quiet) = (Started(0.05), Started(0.05));
        var start = missed.Now!.Value;

        for (var i = 0; i < 20; i++)
        {
            missed.Record(isMiss: true);
            quiet.Record(isMiss: false);
        }

        Assert.True(missed.Now > 2 * start);
        Assert.True(quiet.Now < start);
        Assert.True(missed.KeptProbability < 0.2 && quiet.KeptProbability > 0.5);
    }

    [Theory]
    [InlineData(0.01, 3.0)]
    [InlineData(0.05, 3.0)]
    [InlineData(0.10, 3.0)]
    [InlineData(0.05, 0.3)]
    public void Now_AForecastThatIsOff_IsSteeredToTheTarget(double allowed, double truth)
    {
        // An exponential tail of one replica per fold: at price λ a risk of 1/λ is planned with, and misses come at
        // truth/λ: an overconfident forecast, or a timid one.
        var random = new Random(17);
        var price = Started(allowed);
        var missed = 0;
        const int Intervals = 40_000;

        for (var i = 0; i < Intervals; i++)
        {
            var isMiss = random.NextDouble() < Math.Min(0.9, truth / price.Now!.Value);
            missed += isMiss ? 1 : 0;
            price.Record(isMiss);
        }

        Assert.InRange(missed / (double)Intervals, 0.8 * allowed, allowed);
    }

    [Fact]
    public void Now_NothingEverMisses_DoesNotMakeRiskFree()
    {
        var price = Started(0.05);
        var start = price.Now!.Value;

        for (var i = 0; i < 200_000; i++)
        {
            price.Record(isMiss: false);
        }

        Assert.InRange(price.Now!.Value, start / 1000, start);
    }

    [Fact]
    public void KeptProbability_IsTheBetaBinomialOfItsBelief()
    {
        var belief = new MissBelief(0.1, 100);
        for (var i = 0; i < 10; i++)
        {
            belief.Observe(i % 3 == 0);
        }

        // Linear between whole numbers, with half a step of the next as continuity correction.
        var next = BetaBinomial.PMF(60, belief.Missed, belief.Kept, 4);
        Assert.Equal(BetaBinomial.CDF(60, belief.Missed, belief.Kept, 3) - 0.5 * next, belief.ProbabilityOfAtMost(3, 60), 6);
        Assert.Equal(BetaBinomial.CDF(60, belief.Missed, belief.Kept, 3), belief.ProbabilityOfAtMost(3.5, 60), 6);
        Assert.Equal((0.0, 1.0), (belief.ProbabilityOfAtMost(-1, 60), belief.ProbabilityOfAtMost(60, 60)));
    }

    private static RiskPrice Started(double allowed)
    {
        var price = new RiskPrice(allowed);
        price.Start(1.0);
        return price;
    }
}
