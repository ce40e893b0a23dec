using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Pooling;

public sealed class RecalibratedPoolTests
{
    private const int Season = 144;
    private const int Fitted = 8 * Season;

    private static readonly ForecastSettings Settings = new(6, [Season]);

    [Fact]
    public void Learn_TheLoadBeginsToGrow_WhatIsMissedAboveIsMended()
    {
        // Growth that no day of the history had: every member lags behind it by six steps' worth.
        double[] values = [.. Series.DayNight(Fitted, Season, seed: 1, noise: 1), .. Growing(Fitted, 4 * Season, seed: 2)];
        var history = Series.Of(values[..Fitted]);
        var pool = PoolFitter.TryFit([history], Settings)!;
        var (above, aboveRaw, scored) = (0, 0, 0);

        for (var t = Fitted; t < values.Length - 6; t++)
        {
            history.Append(Series.Start + t * history.Step, values[t]);
            pool.Learn([history]);
            if (t > Fitted + 2 * Season)
            {
                above += values[t + 6] > pool.TryPredict([history])!.Paths.At(6).Quantile(0.95) ? 1 : 0;
                aboveRaw += values[t + 6] > pool.Uncalibrated().TryPredict([history])!.Paths.At(6).Quantile(0.95) ? 1 : 0;
                scored++;
            }
        }

        Assert.True(aboveRaw > 0.12 * scored, $"without recalibration {aboveRaw} of {scored} lie above");
        Assert.True(above < 0.09 * scored, $"{above} of {scored} lie above the 95% quantile");
    }

    [Fact]
    public void TryPredict_CorrelatedSeries_PeakOfTheWindowIsCovered()
    {
        // A random walk that is pulled back: peaks of six steps lie far from what independent steps would make of them.
        double[] values = [.. Correlated(Fitted + 6 * Season, seed: 3)];
        var history = Series.Of(values[..Fitted]);
        var pool = PoolFitter.TryFit([history], Settings)!;
        var (under, below, scored) = (0, 0, 0);

        for (var t = Fitted; t < values.Length - 6; t++)
        {
            history.Append(Series.Start + t * history.Step, values[t]);
            pool.Learn([history]);
            var peak = pool.TryPredict([history])!.Paths.WindowMax(1, 6);
            var came = values[(t + 1)..(t + 7)].Max();
            under += came <= peak.Quantile(0.9) ? 1 : 0;
            below += came <= peak.Quantile(0.5) ? 1 : 0;
            scored++;
        }

        Assert.InRange(under / (double)scored, 0.86, 0.95);
        Assert.InRange(below / (double)scored, 0.42, 0.58);
    }

    private static IEnumerable<double> Growing(int from, int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(i => 100 + 60 * Math.Sin(2 * Math.PI * (from + i) / Season) + 0.5 * i + Series.Gaussian(random));
    }

    private static IEnumerable<double> Correlated(int count, int seed)
    {
        var random = new Random(seed);
        var value = 0.0;
        return Enumerable.Range(0, count).Select(_ => 500 + (value = 0.98 * value + 5 * Series.Gaussian(random)));
    }
}
