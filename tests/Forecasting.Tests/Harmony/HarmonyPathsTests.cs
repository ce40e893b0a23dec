using Headroom.Forecasting.Harmony;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Members;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Harmony;

public sealed class HarmonyPathsTests
{
    private const int Horizon = 6;
    private const int Day = 144;

    private static readonly ForecastSettings Settings = new(Horizon, [Day], Members: MemberSet.Harmony);

    [Fact]
    public void TryFit_ACovariateThatRunsAhead_CarriesThePool()
    {
        var (demand, ahead) = Led(seed: 1);

        var pool = PoolFitter.TryFit([demand, ahead], Settings)!;

        var harmony = pool.Members.Single(static m => m.Name == "Harmony");
        Assert.True(harmony.Weight > 0.5, $"its weight is {harmony.Weight:0.00}");
        Assert.True(harmony.ValidationCrps < 0.8 * pool.Members.Where(static m => m.Name != "Harmony").Min(static m => m.ValidationCrps));
    }

    [Fact]
    public void TryPredict_StepsOfOneFuture_BelongTogether()
    {
        var random = new Random(3);
        var level = 500.0;
        var walk = Series.Of(Enumerable.Range(0, 3_000).Select(_ => level += Series.Gaussian(random)));
        var harmony = Fit([walk], seed: 1);

        var paths = Predict(harmony, [walk]);

        // A walk that has gone far by step 5 has not come back by step 6; the ends are √6 as wide as the first steps.
        Assert.InRange(Correlation(Step(paths, 4), Step(paths, 5)), 0.8, 1.0);
        Assert.InRange(Deviation(Step(paths, 5)) / Deviation(Step(paths, 0)), 1.8, 3.2);
    }

    [Fact]
    public void TryPredict_TheSameHistory_DrawsTheSameFutures()
    {
        var (demand, ahead) = Led(seed: 2);

        var (one, again, other) = (Fit([demand, ahead], 4), Fit([demand, ahead], 4), Fit([demand, ahead], 5));

        Assert.Equal(Predict(one, [demand, ahead]), Predict(again, [demand, ahead]));
        Assert.NotEqual(Predict(one, [demand, ahead]), Predict(other, [demand, ahead]));
    }

    [Fact]
    public void TryPredict_AThousandTimesTheUnit_ScalesTheFutures()
    {
        var ((demand, ahead), (large1, large2)) = (Led(seed: 2), Led(seed: 2, unit: 1024));
        IndicatorHistory[] plain = [demand, ahead], scaled = [large1, large2];

        var (small, large) = (Predict(Fit(plain, 4), plain), Predict(Fit(scaled, 4, unit: 1024), scaled, unit: 1024));

        Assert.Equal(small, large.Select(static v => v / 1024));
    }

    [Fact]
    public void TryFit_TooLongAHorizonOrTooFewRows_IsNotFitted()
    {
        var history = Series.Of(Series.DayNight(3_000, Day, seed: 1));

        Assert.Null(HarmonyPaths.TryFit([history], [], HarmonyPaths.MostSteps + 1, 0, [0.1f], static _ => 1, 1));
        Assert.Null(HarmonyPaths.TryFit([Series.Of(Series.DayNight(300, Day, seed: 1))], [], Horizon, 0, [0.1f], static _ => 1, 1));
    }

    [Fact]
    public void Whiten_ThenColor_GivesBackAndMakesUnitMoments()
    {
        var random = new Random(1);
        var rows = new float[4_000];
        for (var at = 0; at < rows.Length; at += 4)
        {
            rows[at] = (float)Series.Gaussian(random);
            for (var i = 1; i < 4; i++)
            {
                rows[at + i] = rows[at + i - 1] + 3 * (float)Series.Gaussian(random);
            }
        }

        var whitening = Whitening.Fit(rows, 4);
        var white = (float[])rows.Clone();
        for (var at = 0; at < rows.Length; at += 4)
        {
            whitening.Whiten(white.AsSpan(at, 4));
        }

        double Moment(int i, int j) => Enumerable.Range(0, rows.Length / 4).Average(r => (double)white[4 * r + i] * white[4 * r + j]);
        Assert.Equal(1, Moment(2, 2), 0.02);
        Assert.Equal(0, Moment(1, 3), 0.02);
        whitening.Color(white.AsSpan(0, 4));
        Assert.Equal(rows[..4], white[..4], (a, b) => Math.Abs(a - b) < 1e-4f);
    }

    // What the covariate does now the demand does eight steps later: nothing but it tells.
    private static (IndicatorHistory Demand, IndicatorHistory Ahead) Led(int seed, double unit = 1)
    {
        var random = new Random(seed);
        var signal = new double[2_400];
        for (var t = 1; t < signal.Length; t++)
        {
            signal[t] = 0.9 * signal[t - 1] + Series.Gaussian(random);
        }

        return (Series.Of(signal.Select((_, t) => unit * (100 + 8 * (t < 8 ? 0 : signal[t - 8])))), Series.Of(signal.Select((_, t) => unit * (50 + 3 * signal[t]))));
    }

    private static HarmonyPaths Fit(IndicatorHistory[] indicators, int seed, float unit = 1) => HarmonyPaths.TryFit(
        indicators, [], Horizon, 0, [.. indicators.Select(_ => 0.0625f * unit)], back => ResidualPaths.Movement(indicators[0], back, 0.0625 * unit), seed)!;

    private static float[] Predict(HarmonyPaths member, IndicatorHistory[] indicators, float unit = 1)
    {
        var paths = new float[member.Count * Horizon];
        Assert.True(member.TryPredict(indicators, 0, ResidualPaths.Movement(indicators[0], 0, 0.0625 * unit), paths));
        return paths;
    }

    private static double[] Step(float[] paths, int step) => [.. Enumerable.Range(0, paths.Length / Horizon).Select(d => (double)paths[d * Horizon + step])];

    private static double Deviation(double[] values) => MathNet.Numerics.Statistics.Statistics.StandardDeviation(values);

    private static double Correlation(double[] one, double[] other) => MathNet.Numerics.Statistics.Correlation.Pearson(one, other);
}
