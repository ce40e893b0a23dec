using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Pooling;

/// <summary>Series that break a forecast of smooth days: the 95% quantile must still hold what comes.</summary>
public sealed class UnusualSeriesTests
{
    private const int Season = 144;
    private const int Lead = 3;

    [Fact]
    public void Predict_MostlyZeros_TheMedianIsZeroAndBurstsAreInTheTail()
    {
        var random = new Random(21);
        double[] values = [.. Enumerable.Range(0, 9 * Season).Select(_ => random.Next(10) < 7 ? 0.0 : 20 + 10 * random.NextDouble())];

        var run = Run(values, fitted: 7 * Season);

        Assert.InRange(run.Above, 0.02, 0.10);
        Assert.True(run.Medians.Max() < 10, $"a median of {run.Medians.Max():0.0} where seven in ten are zero");
    }

    [Fact]
    public void Predict_TwoLevelsThatAlternate_StaysOnTheLevelItIsAt()
    {
        // An hour or so at each of two levels: a mean between them is never right, and the other level stays possible.
        var random = new Random(22);
        var high = false;
        double[] values =
        [
            .. Enumerable.Range(0, 9 * Season).Select(_ =>
            {
                high ^= random.Next(24) == 0;
                return (high ? 100 : 20) + random.NextDouble();
            }),
        ];

        var run = Run(values, fitted: 7 * Season);

        Assert.InRange(run.Above, 0.01, 0.09);
        var between = run.Medians.Count(m => m is > 35 and < 85) / (double)run.Medians.Length;
        Assert.True(between < 0.1, $"{between:P0} of the medians lie between the two levels");
    }

    [Fact]
    public void Predict_TheLevelTriples_IsFollowedWithinTwoHours()
    {
        double[] values = [.. Series.DayNight(9 * Season, Season, seed: 23)];
        for (var i = 7 * Season + 30; i < values.Length; i++)
        {
            values[i] *= 3;
        }

        var run = Run(values, fitted: 7 * Season);

        var late = Enumerable.Range(30 + 12, Season).Average(i => Math.Abs(run.Medians[i] - run.Came[i]) / run.Came[i]);
        Assert.True(late < 0.1, $"median off by {late:P0} in the day that follows");
    }

    [Fact]
    public void Predict_OneDayOfHistory_HoldsNineInTen()
    {
        var run = Run([.. Series.DayNight(3 * Season, Season, seed: 24)], fitted: Season);

        Assert.InRange(run.Above, 0.0, 0.09);
    }

    private static (double Above, double[] Medians, double[] Came) Run(double[] values, int fitted)
    {
        var history = Series.Of(values[..fitted], step: TimeSpan.FromMinutes(10));
        var pool = PoolFitter.TryFit([history], new ForecastSettings(Lead, [Season]))!;
        List<double> medians = [];
        var above = 0;

        for (var t = fitted; t < values.Length - Lead; t++)
        {
            history.Append(Series.Start + t * history.Step, values[t]);
            pool.Learn([history]);
            var ahead = pool.TryPredict([history])!.Paths.At(Lead);
            medians.Add(ahead.Quantile(0.5));
            above += values[t + Lead] > ahead.Quantile(0.95) ? 1 : 0;
        }

        return (above / (double)medians.Count, [.. medians], values[(fitted + Lead)..]);
    }
}
