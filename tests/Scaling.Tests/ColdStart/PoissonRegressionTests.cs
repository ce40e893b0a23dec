using Headroom.Scaling.ColdStart;

namespace Headroom.Scaling.Tests.ColdStart;

public sealed class PoissonRegressionTests
{
    [Fact]
    public void Learn_ALogLinearRate_FindsItsWeights()
    {
        var random = new Random(1);
        var regression = new PoissonRegression(2, priorDeviation: 1);
        for (var i = 0; i < 40_000; i++)
        {
            double[] x = [1, 2 * random.NextDouble() - 1];
            var expected = Math.Exp(-3 + 0.4 + 0.8 * x[1]);
            regression.Learn(x, offset: -3, seconds: 1, random.NextDouble() < 1 - Math.Exp(-expected) ? 1 : 0);
        }

        Assert.Equal(0.4, regression.Weights[0], 0.15);
        Assert.Equal(0.8, regression.Weights[1], 0.15);
    }

    [Fact]
    public void Learn_OneSurpriseOfAWideBelief_DoesNotOvershoot()
    {
        // One event where a millionth was expected: the likelihood alone would put the rate at one, the belief holds it below.
        double[] x = [.. Enumerable.Repeat(1.0, 20)];
        var regression = new PoissonRegression(x.Length, priorDeviation: 1);

        regression.Learn(x, offset: Math.Log(1e-6), seconds: 1, events: 1);

        Assert.InRange(regression.Rate(x, Math.Log(1e-6)), 1e-4, 1);
    }

    [Fact]
    public void Learn_NothingComes_LowersTheRate()
    {
        var regression = new PoissonRegression(1, priorDeviation: 1);

        for (var i = 0; i < 100; i++)
        {
            regression.Learn([1], offset: 0, seconds: 1, events: 0);
        }

        Assert.InRange(regression.Rate([1], 0), 0.001, 0.1);
    }
}
