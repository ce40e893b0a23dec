using FsCheck;
using FsCheck.Fluent;
using Headroom.Forecasting.Lead;

namespace Headroom.Forecasting.Tests.Lead;

public sealed class LeadForecasterTests
{
    private const int Day = 96;
    private const int Steps = 12 * Day;

    [Fact]
    public void Upper_ADailyLoadWithNoise_IsExceededAsOftenAsItSays()
    {
        double[] loads = [.. Series.DayNight(40 * Day, Day, seed: 3)];
        var forecaster = new LeadForecaster(Day, 1, new Random(1));
        var exceeded = new int[QuantileGrid.Count];
        var judged = 0;
        for (var t = 0; t < loads.Length; t++)
        {
            for (var level = 0; t > 8 * Day && level < exceeded.Length; level++)
            {
                exceeded[level] += loads[t] > forecaster.Upper[level] ? 1 : 0;
            }

            judged += t > 8 * Day ? 1 : 0;
            forecaster.Observe(loads[t]);
        }

        foreach (var level in new[] { 1, 5, 9, 14 })
        {
            var expected = QuantileGrid.Exceedance[level];
            Assert.InRange(exceeded[level] / (double)judged, 0.6 * expected, 1.6 * expected + 0.002);
        }
    }

    [Fact]
    public void Point_ADailyLoadWithNoise_BeatsPersistence()
    {
        double[] loads = [.. Series.DayNight(20 * Day, Day, seed: 5)];
        var forecaster = new LeadForecaster(Day, 4, new Random(1));
        var (ours, naive) = (0.0, 0.0);
        for (var t = 0; t + 4 < loads.Length; t++)
        {
            forecaster.Observe(loads[t]);
            if (t > 8 * Day)
            {
                ours += Math.Abs(loads[t + 4] - forecaster.Point);
                naive += Math.Abs(loads[t + 4] - loads[t]);
            }
        }

        Assert.True(ours < 0.7 * naive, $"{ours} against {naive}");
    }

    [Fact]
    public void Upper_AnyLoad_RisesAsItIsExceededMoreRarely()
    {
        var random = new Random(2);
        var forecaster = new LeadForecaster(Day, 2, new Random(1));
        for (var t = 0; t < Steps; t++)
        {
            forecaster.Observe(random.Next(10) == 0 ? double.NaN : Math.Max(0, 50 * (random.NextDouble() - 0.4)));
            Assert.Equal(forecaster.Upper.ToArray().Order(), forecaster.Upper.ToArray());
            Assert.All(forecaster.Upper.ToArray(), u => Assert.True(u >= 0 && double.IsFinite(u)));
        }
    }

    [Fact]
    public void Observe_TheSameLoadInAnotherUnit_ForecastsTheSameInThatUnit()
    {
        double[] loads = [.. Series.DayNight(Steps, Day, seed: 7)];
        var (one, thousand) = (new LeadForecaster(Day, 3, new Random(1)), new LeadForecaster(Day, 3, new Random(1)));
        foreach (var load in loads)
        {
            one.Observe(load);
            thousand.Observe(1_000 * load);
        }

        Assert.Equal(1_000 * one.Point, thousand.Point, 1e-3 * thousand.Point);
        Assert.Equal(1_000 * one.Upper[9], thousand.Upper[9], 0.02 * thousand.Upper[9]);
    }

    [Fact]
    public void Observe_AConstantLoad_ForecastsIt()
    {
        var forecaster = new LeadForecaster(Day, 5, new Random(1));
        for (var t = 0; t < 5 * Day; t++)
        {
            forecaster.Observe(42);
        }

        Assert.Equal(42, forecaster.Point, 0.01);
        Assert.Equal(42, forecaster.Upper[^1], 0.1);
    }

    [Fact]
    public void ExceededWith_RollingWindow_IsTheQuantileOfTheLastValues() =>
        Prop.ForAll<NonEmptyArray<NormalFloat>, PositiveInt>((values, length) =>
        {
            var window = new RollingOrder(length.Get);
            Array.ForEach(values.Get, v => window.Add(v.Get));
            var sorted = values.Get.Select(v => v.Get).TakeLast(length.Get).Order().ToArray();
            return window.Count == sorted.Length && window.ExceededWith(1e-9) == sorted[^1] && window.ExceededWith(1 - 1e-9) == sorted[0];
        }).QuickCheckThrowOnFailure();
}
