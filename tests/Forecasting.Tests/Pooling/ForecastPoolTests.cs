using FsCheck;
using FsCheck.Fluent;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Pooling;

public sealed class ForecastPoolTests
{
    private const int Season = 288;

    private static readonly ForecastSettings Settings = new(12, [Season]);

    [Fact]
    public void TryFit_DayNightWithNoise_BeatsSeasonalNaive()
    {
        var pool = PoolFitter.TryFit([Series.Of(Series.DayNight(10 * Season, Season, seed: 1))], Settings);

        // Noise repeats in the naive forecast (σ√2) and is smoothed by the regression (σ): at least a fifth better.
        Assert.True(pool!.RelativeCrps < 0.8, $"relative CRPS {pool.RelativeCrps}");
    }

    [Fact]
    public void TryFit_AnySeries_WeightsSumToOne() =>
        Prop.ForAll<int>(seed =>
        {
            var pool = PoolFitter.TryFit([Series.Of(Series.DayNight(3 * Season, Season, seed))], Settings);
            return Math.Abs(pool!.Members.Sum(m => m.Weight) - 1) < 1e-9 && pool.Members.All(m => m.Weight is >= 0 and <= 1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5));

    [Fact]
    public void TryPredict_NinetyPercentBand_HoldsNineInTen()
    {
        var values = Series.DayNight(8 * Season, Season, seed: 3).ToArray();
        var history = Series.Of(values[..(6 * Season)]);
        var pool = PoolFitter.TryFit([history], Settings)!;
        var inside = 0;

        for (var i = 6 * Season; i < values.Length; i++)
        {
            var band = pool.TryPredict([history])!.Paths.At(1);
            inside += values[i] >= band.Quantile(0.05) && values[i] <= band.Quantile(0.95) ? 1 : 0;
            history.Append(Series.Start + i * history.Step, values[i]);
        }

        Assert.InRange(inside / (2.0 * Season), 0.84, 0.96);
    }

    [Fact]
    public void TryPredict_ScaledSeries_ScalesTheForecast()
    {
        var values = Series.DayNight(4 * Season, Season, seed: 4).ToArray();
        var once = Series.Of(values);
        var thousandfold = Series.Of(values.Select(v => 1000 * v));

        var small = PoolFitter.TryFit([once], Settings)!.TryPredict([once])!.Paths.At(6);
        var large = PoolFitter.TryFit([thousandfold], Settings)!.TryPredict([thousandfold])!.Paths.At(6);

        Assert.Equal(1.0, large.Quantile(0.9) / (1000 * small.Quantile(0.9)), 2);
    }

    [Fact]
    public void TryFit_CovariatesInAnotherOrder_PredictsTheSame()
    {
        var demand = Series.Of(Series.DayNight(4 * Season, Season, seed: 6));
        var (one, other) = (Series.Of(Series.DayNight(4 * Season, Season, seed: 7)), Series.Of(Series.DayNight(4 * Season, Season, seed: 8)));

        var first = PoolFitter.TryFit([demand, one, other], Settings)!.TryPredict([demand, one, other])!.Paths.At(6);
        var second = PoolFitter.TryFit([demand, other, one], Settings)!.TryPredict([demand, other, one])!.Paths.At(6);

        Assert.All(new[] { 0.05, 0.5, 0.95 }, q => Assert.Equal(1.0, second.Quantile(q) / first.Quantile(q), 3));
    }

    [Fact]
    public void TryPredict_AnySeries_QuantilesAscendAtEveryStep() =>
        Prop.ForAll<int>(seed =>
        {
            var history = Series.Of(Series.DayNight(3 * Season, Season, seed, noise: 40));
            var paths = PoolFitter.TryFit([history], Settings)!.TryPredict([history])!.Paths;
            return Enumerable.Range(1, Settings.Horizon).All(h =>
            {
                var quantiles = Enumerable.Range(1, 19).Select(q => paths.At(h).Quantile(q / 20.0)).ToList();
                return quantiles.Order().SequenceEqual(quantiles) && quantiles[0] >= 0;
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5));

    [Fact]
    public void TryFit_ALeadingCovariate_IsUsed()
    {
        // The covariate shows tomorrow's jump one step ahead; without it the jumps are a coin toss.
        var random = new Random(5);
        var jumps = Enumerable.Range(0, 3000).Select(_ => random.Next(2) * 100.0).ToArray();
        var demand = Series.Of(jumps.Take(2999));
        var leading = Series.Of(jumps.Skip(1));
        var settings = new ForecastSettings(1, []);

        var alone = PoolFitter.TryFit([demand], settings)!;
        var together = PoolFitter.TryFit([demand, leading], settings)!;

        Assert.True(
            together.Members.Min(m => m.ValidationCrps) < 0.2 * alone.Members.Min(m => m.ValidationCrps),
            $"{together.Members.Min(m => m.ValidationCrps)} against {alone.Members.Min(m => m.ValidationCrps)}");
    }

    [Fact]
    public void TryFit_HistoryHardlyLongerThanAWeek_RegressionsAreFittedByTheDay()
    {
        // Rows that look back a week are few here; those that look back a day are many.
        const int Day = 144;
        var history = Series.Of(Series.DayNight(9 * Day, Day, seed: 14), step: TimeSpan.FromMinutes(10));

        var pool = PoolFitter.TryFit([history], new ForecastSettings(6, [Day, 7 * Day], Members: MemberSet.Full))!;

        Assert.Contains(pool.Members, m => m.Name == "RidgeOnDifferences");
        Assert.Contains(pool.Members, m => m.Name == "ForestOnDifferences");
    }

    [Fact]
    public void TryFit_AConstantSeries_PredictsTheConstant()
    {
        var history = Series.Of(Enumerable.Repeat(42.0, 500));

        var band = PoolFitter.TryFit([history], Settings)!.TryPredict([history])!.Paths.At(12);

        Assert.Equal(42.0, band.Quantile(0.01), 2);
        Assert.Equal(42.0, band.Quantile(0.99), 2);
    }

    [Fact]
    public void TryPredict_NeverNegativeSeries_StaysAboveZero()
    {
        var random = new Random(6);
        var history = Series.Of(Enumerable.Range(0, 600).Select(_ => random.Next(4) == 0 ? 50.0 * random.NextDouble() : 0.0));

        var paths = PoolFitter.TryFit([history], Settings)!.TryPredict([history])!.Paths;

        Assert.All(Enumerable.Range(0, paths.Count), p => Assert.All(paths.Path(p).ToArray(), v => Assert.True(v >= 0)));
    }

    [Fact]
    public void TryFit_HolesInTheHistory_StillFits()
    {
        var random = new Random(7);
        var history = Series.Of(Series.DayNight(5 * Season, Season, 7).Select(v => random.Next(20) == 0 ? double.NaN : v));

        var forecast = PoolFitter.TryFit([history], Settings)?.TryPredict([history]);

        Assert.InRange(forecast!.Paths.At(1).Mean(), 60, 140);
    }

    [Fact]
    public void TryPredict_NewestSamplesMissing_IsNull()
    {
        var history = Series.Of(Series.DayNight(3 * Season, Season, 8));
        var pool = PoolFitter.TryFit([history], new ForecastSettings(12, []))!;
        for (var i = 0; i < 30; i++)
        {
            history.Append(history.Origin!.Value + history.Step, double.NaN);
        }

        Assert.Null(pool.TryPredict([history]));
    }

    [Fact]
    public void TryFit_TooShort_IsNullAndThePriorSpeaks()
    {
        var history = Series.Of([10, 12, 11]);

        Assert.Null(PoolFitter.TryFit([history], Settings));
        Assert.True(PriorForecast.TryPredict(history, 12)!.Paths.At(12).Quantile(0.95) > 1.5 * 11);
    }

    [Fact]
    public void TryFit_FullSet_IsNoWorseThanTheCheapOneAndSharesAllWeight()
    {
        var history = Series.Of(Series.DayNight(10 * Season, Season, seed: 9));

        var cheap = PoolFitter.TryFit([history], Settings)!;
        var full = PoolFitter.TryFit([history], Settings with { Members = MemberSet.Full })!;

        Assert.Contains(full.Members, m => m.Name == "ForestOnDifferences");
        Assert.Contains(full.Members, m => m.Name == "LevelShape");
        Assert.Equal(1.0, full.Members.Sum(m => m.Weight), 9);
        Assert.True(full.RelativeCrps < 1.03 * cheap.RelativeCrps, $"{full.RelativeCrps} against {cheap.RelativeCrps}");
        Assert.InRange(full.Bytes, 1, 1_000_000);
    }

    [Fact]
    public void TryPredict_FullSetOfAScaledSeries_ScalesTheForecast()
    {
        var values = Series.DayNight(4 * Season, Season, seed: 10).ToArray();
        var settings = Settings with { Members = MemberSet.Full };
        var (once, hundredfold) = (Series.Of(values), Series.Of(values.Select(v => 128 * v)));

        var small = PoolFitter.TryFit([once], settings)!.TryPredict([once])!.Paths.At(6);
        var large = PoolFitter.TryFit([hundredfold], settings)!.TryPredict([hundredfold])!.Paths.At(6);

        Assert.Equal(1.0, large.Quantile(0.9) / (128 * small.Quantile(0.9)), 2);
    }
}
