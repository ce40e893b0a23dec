using Headroom.Forecasting.History;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Pooling;

public sealed class OnlineWeightsTests
{
    private const int Season = 144;
    private const int Fitted = 8 * Season;

    private static readonly ForecastSettings Settings = new(6, [Season]);

    [Fact]
    public void Learn_TheDailyPatternEnds_WeightMovesAwayFromIt()
    {
        // A daily jump that persistence misses, then noise around the last level, which the day before misses.
        double[] values = [.. Jumps(Fitted, seed: 1), .. Walk(2 * Season, seed: 2)];
        var history = Series.Of(values[..Fitted]);
        var pool = PoolFitter.TryFit([history], Settings)!;
        var before = Weight(pool, "SeasonalNaive");

        Follow(pool, history, values);

        Assert.True(before > 0.2, $"seasonal-naive began with {before}");
        Assert.True(Weight(pool, "SeasonalNaive") < before / 2, $"seasonal-naive went from {before} to {Weight(pool, "SeasonalNaive")}");
        Assert.Equal(1.0, pool.Members.Sum(m => m.Weight), 9);
    }

    [Fact]
    public void Learn_TheSameRegime_DoesNotDrift()
    {
        double[] values = [.. Series.DayNight(Fitted + 2 * Season, Season, seed: 3)];
        var history = Series.Of(values[..Fitted]);
        var pool = PoolFitter.TryFit([history], Settings)!;

        Follow(pool, history, values);

        Assert.False(pool.HasDrifted);
    }

    [Fact]
    public void Learn_TenTimesTheNoise_DriftsUntilRefitted()
    {
        double[] values = [.. Series.DayNight(Fitted, Season, seed: 4, noise: 1), .. Series.DayNight(Season, Season, seed: 5, noise: 40)];
        var history = Series.Of(values[..Fitted]);
        var pool = PoolFitter.TryFit([history], Settings)!;

        Follow(pool, history, values);

        Assert.True(pool.HasDrifted);
        Assert.False(PoolFitter.TryFit([history], Settings)!.HasDrifted);
    }

    [Fact]
    public void Succeed_MembersOfTheSameNames_WhatWasLearnedIsKept()
    {
        double[] values = [.. Jumps(Fitted, seed: 1), .. Walk(2 * Season, seed: 2)];
        var (history, again) = (Series.Of(values[..Fitted]), Series.Of(values[..Fitted]));
        var (first, second) = (PoolFitter.TryFit([history], Settings)!, PoolFitter.TryFit([again], Settings)!);
        Follow(first, history, values);

        second.Succeed(first);
        Follow(second, history, [.. values, .. Walk(12, seed: 6)]);

        Assert.True(Weight(second, "SeasonalNaive") < 0.5 * Weight(PoolFitter.TryFit([again], Settings)!, "SeasonalNaive"));
    }

    private static void Follow(ForecastPool pool, IndicatorHistory history, double[] values)
    {
        for (var t = history.Count; t < values.Length; t++)
        {
            history.Append(Series.Start + t * history.Step, values[t]);
            pool.Learn([history]);
        }
    }

    private static double Weight(ForecastPool pool, string member) => pool.Members.Where(m => m.Name == member).Sum(m => m.Weight);

    // Every step of a day has a level of its own, drawn once.
    private static IEnumerable<double> Jumps(int count, int seed)
    {
        var random = new Random(seed);
        var day = Enumerable.Range(0, Season).Select(_ => 100 + 50 * random.NextDouble()).ToArray();
        return Enumerable.Range(0, count).Select(t => day[t % Season] + Series.Gaussian(random));
    }

    private static IEnumerable<double> Walk(int count, int seed)
    {
        var random = new Random(seed);
        var value = 120.0;
        return [.. Enumerable.Range(0, count).Select(_ => value += 0.3 * Series.Gaussian(random))];
    }
}
