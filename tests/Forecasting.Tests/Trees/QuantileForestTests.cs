using Headroom.Forecasting.Trees;

namespace Headroom.Forecasting.Tests.Trees;

public sealed class QuantileForestTests
{
    [Fact]
    public void Weigh_AnyRow_WeightsSumToOne()
    {
        var (table, response) = Steps(seed: 1);
        var forest = QuantileForest.Fit(table, response, new ForestOptions(Trees: 20), new Random(2));
        var weights = new float[forest.Rows];

        forest.Weigh([0.3f, 0.9f], weights);

        Assert.Equal(1.0, weights.Sum(), 4);
        Assert.All(weights, w => Assert.True(w >= 0));
    }

    [Fact]
    public void Weigh_TwoRegimes_ChoosesRowsOfTheRightOne()
    {
        var (table, response) = Steps(seed: 3);
        var forest = QuantileForest.Fit(table, response, new ForestOptions(Trees: 40), new Random(4));
        var weights = new float[forest.Rows];

        forest.Weigh([0.9f, 0.5f], weights);

        // The response is 10 above one half and 0 below, whatever the second feature says.
        Assert.InRange(weights.Zip(response, (w, r) => w * r).Sum(), 9.5, 10.5);
    }

    [Fact]
    public void Fit_ConstantResponse_IsOneLeaf()
    {
        var (table, response) = Steps(seed: 5);
        Array.Fill(response, 7f);

        var forest = QuantileForest.Fit(table, response, new ForestOptions(Trees: 3, BagShare: 1), new Random(6));
        var weights = new float[forest.Rows];
        forest.Weigh([0.1f, 0.1f], weights);

        Assert.All(weights, w => Assert.Equal(1.0 / forest.Rows, w, 6));
    }

    private static (float[] Table, float[] Response) Steps(int seed)
    {
        var random = new Random(seed);
        var table = Enumerable.Range(0, 1_000).Select(_ => random.NextSingle()).ToArray();
        var response = Enumerable.Range(0, 500).Select(r => (table[2 * r] > 0.5f ? 10f : 0f) + 0.1f * random.NextSingle()).ToArray();
        return (table, response);
    }
}
