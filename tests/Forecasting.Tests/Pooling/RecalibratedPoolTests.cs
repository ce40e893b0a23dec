using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Pooling;

public sealed class RecalibratedPoolTests
{
    private const int Season = 144;
    private const int Fitted = 8 * Season;

    private static readonly ForecastSettings Settings = new(6, [Season]);

    [Fact]
    public void Learn_NoiseOfTwiceTheSize_TheBandHoldsAgain()
    {
        // White noise around a wave: how much the series moves tells its size, so the members alone half follow.
        double[] values = [.. Series.DayNight(Fitted, Season, seed: 1), .. Wave(Fitted, 3 * Season, seed: 2, noise: 10)];
        var history = Series.Of(values[..Fitted]);
        var pool = PoolFitter.TryFit([history], Settings)!;
        var (inside, scored) = (0, 0);

        for (var t = Fitted; t < values.Length - 6; t++)
        {
            history.Append(Series.Start + t * history.Step, values[t]);
            pool.Learn([history]);
            var band = pool.TryPredict([history])!.Paths.At(6);
            var isLate = t > Fitted + Season;
            inside += isLate && values[t + 6] >= band.Quantile(0.05) && values[t + 6] <= band.Quantile(0.95) ? 1 : 0;
            scored += isLate ? 1 : 0;
        }

        Assert.InRange(inside / (double)scored, 0.85, 0.97);
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

    private static IEnumerable<double> Wave(int from, int count, int seed, double noise)
    {
        var random = new Random(seed);
        return Enumerable.Range(from, count).Select(i => Math.Max(0, 100 + 60 * Math.Sin(2 * Math.PI * i / Season) + noise * Series.Gaussian(random)));
    }

    private static IEnumerable<double> Correlated(int count, int seed)
    {
        var random = new Random(seed);
        var value = 0.0;
        return Enumerable.Range(0, count).Select(_ => 500 + (value = 0.98 * value + 5 * Series.Gaussian(random)));
    }
}
