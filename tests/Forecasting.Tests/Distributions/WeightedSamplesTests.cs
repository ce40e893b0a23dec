using FsCheck;
using FsCheck.Fluent;
using Headroom.Forecasting.Distributions;

namespace Headroom.Forecasting.Tests.Distributions;

public sealed class WeightedSamplesTests
{
    private static WeightedSamples Random(int seed, out Random random)
    {
        random = new Random(seed);
        var values = new float[1 + random.Next(50)];
        var weights = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(100 * random.NextDouble());
            weights[i] = (float)random.NextDouble() + 0.01f;
        }

        return WeightedSamples.Create(values, weights);
    }

    [Fact]
    public void Quantile_RisingProbability_NeverFalls() =>
        Prop.ForAll<int>(seed =>
        {
            var samples = Random(seed, out _);
            var quantiles = Enumerable.Range(0, 101).Select(p => samples.Quantile(p / 100.0)).ToList();
            return quantiles.Zip(quantiles.Skip(1)).All(pair => pair.First <= pair.Second);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Crps_AnySamples_EqualsTheDefinition() =>
        Prop.ForAll<int>(seed =>
        {
            var samples = Random(seed, out var random);
            var y = 120 * random.NextDouble();
            var values = samples.Values.ToArray();
            var weights = samples.Weights.ToArray();
            var distance = values.Select((x, i) => weights[i] * Math.Abs(x - y)).Sum();
            var spread = 0.0;
            for (var i = 0; i < values.Length; i++)
            {
                for (var j = 0; j < values.Length; j++)
                {
                    spread += weights[i] * weights[j] * Math.Abs(values[i] - values[j]);
                }
            }

            return Math.Abs(samples.Crps(y) - (distance - spread / 2)) < 1e-3;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Crps_StandardNormalAtZero_MatchesThePublishedClosedForm()
    {
        // Gneiting and Raftery 2007, eq. 21 at μ = 0, σ = 1, y = 0: 2φ(0) − 1/√π = 0.23370.
        var values = Enumerable.Range(0, 4000).Select(i => (float)MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (i + 0.5) / 4000)).ToArray();

        var crps = WeightedSamples.Create(values, [.. values.Select(_ => 1f)]).Crps(0);

        Assert.Equal(0.23370, crps, 3);
    }

    [Fact]
    public void Create_NoWeight_SaysWhy()
    {
        var error = Assert.Throws<ArgumentException>(() => WeightedSamples.Create([1f, 2f], [0f, 0f]));

        Assert.Contains("positive sum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WindowMax_OfPaths_IsNeverBelowAnyStep()
    {
        var paths = new SamplePaths([1, 5, 2, 4, 3, 9], [1, 1], 3);

        var peak = paths.WindowMax(1, 3);

        Assert.Equal([5f, 9f], peak.Values.ToArray());
        Assert.Equal([5f, 3f], new[] { paths.At(2).Values[1], paths.At(2).Values[0] });
    }
}
