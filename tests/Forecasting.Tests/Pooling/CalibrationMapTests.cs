using FsCheck;
using FsCheck.Fluent;
using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Pooling;

public sealed class CalibrationMapTests
{
    private const int Paths = 300;
    private const int Horizon = 6;
    private static readonly int[] Steps = [1, 3, 6];

    [Fact]
    public void Apply_CalibratedForecast_MovesNearlyNothing()
    {
        var before = Normals(seed: 1);
        var after = Recalibrated(before, mean: 0, deviation: 1);

        Assert.All(Enumerable.Range(1, Horizon), h => Assert.All(
            [0.05, 0.25, 0.5, 0.75, 0.95], q => Assert.InRange(after.At(h).Quantile(q) - before.At(h).Quantile(q), -0.3, 0.3)));
    }

    [Fact]
    public void Apply_ForecastTooLowByHalfADeviation_IsMended()
    {
        var before = Normals(seed: 2);
        var after = Recalibrated(before, mean: 0.5, deviation: 1);

        // A third is held back: a hundred observations against a prior of fifty.
        Assert.All(Enumerable.Range(1, Horizon), h => Assert.InRange(after.At(h).Quantile(0.5) - before.At(h).Quantile(0.5), 0.15, 0.6));
    }

    [Theory]
    [InlineData(0.6, 0.65, 1.1)]
    [InlineData(1.6, 1.5, 2.7)]
    public void Apply_WrongWidth_IsMended(double deviation, double least, double most)
    {
        var after = Recalibrated(Normals(seed: 3), mean: 0, deviation);

        // Half of a standard normal's 80% band is 1.28; right would be that times the deviation.
        Assert.InRange((after.At(3).Quantile(0.9) - after.At(3).Quantile(0.1)) / 2, least, most);
    }

    [Fact]
    public void Apply_AnyHistory_QuantilesAscendAndPathsKeepTheirOrder() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var before = Normals(seed);
            var after = Recalibrated(before, mean: 4 * random.NextDouble() - 2, deviation: 0.1 + 3 * random.NextDouble(), seed);
            return Enumerable.Range(1, Horizon).All(h =>
            {
                var quantiles = Enumerable.Range(1, 99).Select(q => after.At(h).Quantile(q / 100.0)).ToList();
                var byBefore = Enumerable.Range(0, Paths).OrderBy(p => before.Path(p)[h - 1]).Select(p => after.Path(p)[h - 1]).ToList();
                return quantiles.Order().SequenceEqual(quantiles) && byBefore.Order().SequenceEqual(byBefore);
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void Of_AnyHistory_NeverNarrowerThanTheEvidenceAllows() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt>(), seen =>
        {
            // All in the middle: the narrowest that a history can ask for.
            var histogram = new PitHistogram();
            for (var i = 0; i < seen.Get; i++)
            {
                histogram.Add(0.5, 0.5, 1.0);
            }

            var table = CalibrationTable.Of(histogram, new ConformalNet());
            var allowed = Math.Min(0.05, 3.0 / Math.Max(seen.Get, 1));
            return 1 - table.Frequencies[^2] >= allowed - 1e-6 && table.Frequencies[1] >= allowed - 1e-6;
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Apply_ConstantForecastThatHolds_StaysConstant()
    {
        var calibration = new Recalibration(Steps, leastWidth: 1e-3);
        float[] points = [.. Enumerable.Repeat(42f, 16)];
        for (var i = 0; i < 300; i++)
        {
            calibration.Observe(i % 3, points, [1.0], 42f);
        }

        float[] values = [.. Enumerable.Repeat(42f, Paths * Horizon)];
        calibration.Map().Apply(values, Shares(), Horizon);

        Assert.All(values, v => Assert.Equal(42f, v));
    }

    [Fact]
    public void Apply_SecondTime_AllocatesNothing()
    {
        var map = Learned(mean: 0.5, deviation: 1.5, seed: 4).Map();
        var (values, shares) = (new float[Paths * Horizon], Shares());
        map.Apply(values, shares, Horizon);
        var before = GC.GetAllocatedBytesForCurrentThread();

        map.Apply(values, shares, Horizon);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Standard normal forecasts of what is normal with another mean and deviation.
    private static Recalibration Learned(double mean, double deviation, int seed)
    {
        var random = new Random(seed);
        var calibration = new Recalibration(Steps, leastWidth: 1e-3);
        float[] points = [.. Enumerable.Range(0, 16).Select(i => (float)MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (i + 0.5) / 16))];
        for (var i = 0; i < 1_200; i++)
        {
            calibration.Observe(i % 3, points, [1.0], (float)(mean + deviation * Series.Gaussian(random)));
        }

        return calibration;
    }

    private static SamplePaths Recalibrated(SamplePaths before, double mean, double deviation, int seed = 5)
    {
        float[] values = [.. Enumerable.Range(0, before.Count).SelectMany(p => before.Path(p).ToArray())];
        Learned(mean, deviation, seed).Map().Apply(values, before.Weights, Horizon);
        return new SamplePaths(values, before.Weights.ToArray(), Horizon);
    }

    private static SamplePaths Normals(int seed)
    {
        var random = new Random(seed);
        return new SamplePaths([.. Enumerable.Range(0, Paths * Horizon).Select(_ => (float)Series.Gaussian(random))], Shares(), Horizon);
    }

    private static float[] Shares() => [.. Enumerable.Repeat(1f / Paths, Paths)];
}
