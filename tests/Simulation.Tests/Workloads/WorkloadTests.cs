using Headroom.Simulation.Events;
using Headroom.Simulation.Workloads;

namespace Headroom.Simulation.Tests.Workloads;

/// <summary>Generators against the moments of their distributions.</summary>
public sealed class WorkloadTests
{
    private const int Draws = 200_000;

    [Theory]
    [InlineData(4, 0.5)]
    [InlineData(20, 1)]
    [InlineData(0.2, 3)]
    public void Gamma_ManyGaps_HaveTheirRateAndVariation(double rate, double variation)
    {
        var arrivals = new GammaArrivals(rate, variation, Seeds.For(1, "arrivals"));
        double[] gaps = [.. Enumerable.Range(0, Draws).Select(_ => arrivals.NextGap())];

        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(g => (g - mean) * (g - mean)));

        // Four standard errors of the mean; the variation's own is larger where tails are heavy.
        Assert.Equal(1, mean * rate, 4 * variation / Math.Sqrt(Draws));
        Assert.Equal(1, deviation / mean / variation, 0.04);
    }

    [Fact]
    public void Gamma_VariationOfOne_IsPoisson()
    {
        var arrivals = new GammaArrivals(2, 1, Seeds.For(2, "arrivals"));

        var longer = Enumerable.Range(0, Draws).Count(_ => arrivals.NextGap() > 0.5) / (double)Draws;

        Assert.Equal(Math.Exp(-1), longer, 0.005);
    }

    [Theory]
    [InlineData(1000, 1.1)]
    [InlineData(50, 0)]
    [InlineData(4096, 2)]
    public void Zipf_ManyLengths_HaveTheirMeanAndShares(int longest, double exponent)
    {
        var lengths = new ZipfLengths(longest, exponent, Seeds.For(1, "lengths"));
        int[] drawn = [.. Enumerable.Range(0, Draws).Select(_ => lengths.Next())];
        double Harmonic(double s) => Enumerable.Range(1, longest).Sum(k => Math.Pow(k, -s));

        Assert.All(drawn, k => Assert.InRange(k, 1, longest));
        Assert.Equal(Harmonic(exponent - 1) / Harmonic(exponent), lengths.Mean, 6);
        Assert.Equal(1, drawn.Average() / lengths.Mean, 0.06);
        Assert.Equal(1 / Harmonic(exponent), drawn.Count(k => k == 1) / (double)Draws, 0.005);
    }

    [Fact]
    public void Diurnal_ArrivalsThroughIt_FollowTheRateOfEachHour()
    {
        var rate = new DiurnalRate(2, 0.6, TimeSpan.FromHours(15));
        var arrivals = new GammaArrivals(1, 1, Seeds.For(5, "arrivals"));
        var perHour = new int[24];
        for (var at = arrivals.NextGap(); rate.SecondOf(at) is var second && second < 86_400; at += arrivals.NextGap())
        {
            perHour[(int)(second / 3_600)]++;
        }

        for (var hour = 0; hour < 24; hour++)
        {
            var expected = rate.Expected(3_600 * (hour + 1)) - rate.Expected(3_600 * hour);
            Assert.Equal(expected, perHour[hour], 4.5 * Math.Sqrt(expected));
        }

        Assert.Equal(2 * 1.6, rate.At(15 * 3_600), 9);
        Assert.Equal(2 * 86_400, rate.Expected(86_400), 6);
    }
}
