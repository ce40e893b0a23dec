using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.Skill;

namespace Headroom.Forecasting.Tests.Skill;

public sealed class ForecastTallyTests
{
    // Australian beer production, megalitres a quarter, 1992 Q1 to 2010 Q2 (Australian Bureau of Statistics 8301.0.55.001).
    private static readonly double[] Beer =
    [
        443, 410, 420, 532, 433, 421, 410, 512, 449, 381, 423, 531, 426, 408, 416, 520, 409, 398, 398, 507, 432, 398, 406, 526, 428, 397, 403,
        517, 435, 383, 424, 521, 421, 402, 414, 500, 451, 380, 416, 492, 428, 408, 406, 506, 435, 380, 421, 490, 435, 390, 412, 454, 416, 403,
        408, 482, 438, 386, 405, 491, 427, 383, 394, 473, 420, 390, 410, 488, 415, 398, 419, 488, 414, 374,
    ];

    private const int Training = 64;
    private const int Season = 4;

    // Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, 5.8: forecasts from 2008 on.
    [Theory]
    [InlineData("mean", 34.83, 2.44)]
    [InlineData("naive", 57.40, 4.01)]
    [InlineData("seasonal naive", 13.40, 0.94)]
    public void MeanAbsolute_BeerFrom2008_IsAsPublished(string method, double publishedError, double publishedMase)
    {
        var tally = new ForecastTally();
        for (var t = Training; t < Beer.Length; t++)
        {
            tally.Add(Point(method switch
            {
                "mean" => Beer[..Training].Average(),
                "naive" => Beer[Training - 1],
                _ => Beer[Training - Season + (t - Training) % Season],
            }), Beer[t]);
        }

        Assert.Equal(publishedError, tally.MeanAbsolute, 0.006);
        Assert.Equal(publishedMase, tally.MeanAbsolute / ForecastTally.NaiveError(Beer.AsSpan(0, Training), Season), 0.006);
    }

    [Fact]
    public void NaiveError_MissingValues_CountForNothing() =>
        Assert.Equal(2.0, ForecastTally.NaiveError([1, 3, double.NaN, 7, 9], 1));

    // The pinball losses at .1 and .9 are examples of scikit-learn's mean_pinball_loss: truths 1, 2, 3; 0, 2, 3 are
    // predicted: 1/30 and .3; 1, 2, 4 are predicted: .3 and 1/30. Over all levels a point's loss is half its error.
    [Theory]
    [InlineData(0f, 2f, 3f)]
    [InlineData(1f, 2f, 4f)]
    public void Wql_OfPoints_IsTheirAbsoluteErrorOverWhatCame(float first, float second, float third)
    {
        var tally = new ForecastTally();
        tally.Add(Point(first), 1);
        tally.Add(Point(second), 2);
        tally.Add(Point(third), 3);

        Assert.Equal(1.0 / 6, tally.Wql, 1e-9);
    }

    [Fact]
    public void Wql_ADistribution_WeighsEveryLevelByItsOwnLoss()
    {
        // Quantiles .1 … .9 are 1 … 9 and 3 comes: q·(3 − x) where x lies below it, (1 − q)·(x − 3) where above.
        var tally = new ForecastTally();

        tally.Add(WeightedSamples.Create([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]), 3);

        var expected = 0.1 * 2 + 0.2 * 1 + 0.6 * 1 + 0.5 * 2 + 0.4 * 3 + 0.3 * 4 + 0.2 * 5 + 0.1 * 6;
        Assert.Equal(2 * expected / 27, tally.Wql, 1e-6);
        Assert.Equal(2, tally.MeanAbsolute, 1e-6);
        Assert.Equal(1, tally.Coverage80);
    }

    private static WeightedSamples Point(double value) => WeightedSamples.Create([(float)value], [1f]);
}
