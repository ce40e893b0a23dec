using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.Pooling;

namespace Headroom.Forecasting.Tests.Pooling;

public sealed class SimplexWeightsTests
{
    [Fact]
    public void Solve_AnyMembers_NoGridPointOfTheSimplexIsBetter()
    {
        var (distance, spread) = Sum(out _, out _);

        var weights = SimplexWeights.Solve(distance, spread);

        Assert.Equal(1.0, weights.Sum(), 9);
        var best = Objective(weights, distance, spread);
        for (var i = 0; i <= 20; i++)
        {
            for (var j = 0; j <= 20 - i; j++)
            {
                Assert.True(best <= Objective([i / 20.0, j / 20.0, (20 - i - j) / 20.0], distance, spread) + 1e-9);
            }
        }
    }

    [Fact]
    public void Crps_OfAPool_IsThatOfItsMixture()
    {
        Sum(out var distances, out var points);
        double[] weights = [0.2, 0.5, 0.3];

        var shares = points.Select((_, i) => (float)(weights[i / 8] / 8)).ToArray();

        Assert.Equal(WeightedSamples.Create(points, shares).Crps(0.4), distances.Crps(weights), 5);
    }

    [Fact]
    public void Observe_OneMemberAlwaysBetter_ItsWeightGrows()
    {
        var gate = new OnlineGate([0.5, 0.5], 1.0);

        for (var i = 0; i < 50; i++)
        {
            gate.Observe([0.0, 1.0]);
        }

        Assert.InRange(gate.Weights[0], 0.8, 0.999);
        Assert.Equal(1.0, gate.Weights[0] + gate.Weights[1], 6);
    }

    private static (double[] Distance, double[] Spread) Sum(out PairwiseDistances distances, out float[] points)
    {
        var random = new Random(1);
        distances = new PairwiseDistances(3);
        points = [];
        var (distance, spread) = (new double[3], new double[9]);
        for (var t = 0; t < 30; t++)
        {
            points = [.. Enumerable.Range(0, 3).SelectMany(m => Enumerable.Range(0, 8).Select(_ => (float)(m * 0.3 + Series.Gaussian(random))).Order())];
            distances.Measure(points, t == 29 ? 0.4f : (float)Series.Gaussian(random));
            for (var i = 0; i < 9; i++)
            {
                distance[i / 3] += i % 3 == 0 ? distances.Distance[i / 3] : 0;
                spread[i] += distances.Spread[i];
            }
        }

        return (distance, spread);
    }

    private static double Objective(double[] weights, double[] distance, double[] spread)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * distance[i];
            for (var j = 0; j < weights.Length; j++)
            {
                sum -= 0.5 * weights[i] * spread[i * weights.Length + j] * weights[j];
            }
        }

        return sum;
    }
}
