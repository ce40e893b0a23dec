using Headroom.Forecasting.Panels;
using Headroom.Forecasting.Panels.Members;
using Headroom.Forecasting.Trees;

namespace Headroom.Forecasting.Tests.Panels;

public sealed class ChannelTableTests
{
    private const int Rows = 600;

    [Fact]
    public void Build_ALaterValueChanges_EarlierFeaturesDoNot()
    {
        var series = Walk(1);
        var before = Table(series).Features(500).ToArray();

        var changed = (float[])series.Clone();
        changed[500] += 100;

        Assert.Equal(before, Table(changed).Features(500).ToArray());
    }

    [Fact]
    public void Base_RowsOutOfOrder_IsTheNearestInTime()
    {
        // Row 100 lies just after row 50 in time, and is expected there.
        var slots = Enumerable.Range(0, 200).Select(t => 2L * t).ToArray();
        slots[100] = 2 * 50 + 1;

        var order = new RowOrder(slots, slots, 144);

        Assert.Equal(50, order.Lags(100)[0]);
        Assert.Equal(51, order.Next[100]);
        Assert.Equal(1f, order.Gap(100));
    }

    [Fact]
    public void Fit_AThousandfoldSeries_ScalesTheRidge()
    {
        var small = Table(Walk(2));
        var large = Table([.. Walk(2).Select(v => 1000 * v)]);

        var (one, thousand) = (Quantiles(small, "RidgeOnDifferences"), Quantiles(large, "RidgeOnDifferences"));

        Assert.All(one.Zip(thousand), pair => Assert.Equal(1000 * pair.First, pair.Second, 100f));
    }

    [Theory]
    [InlineData("Persistence")]
    [InlineData("SeasonalNaive")]
    [InlineData("RidgeOnDifferences")]
    [InlineData("ForestLevel")]
    [InlineData("ForestDifference")]
    [InlineData("ForestState")]
    [InlineData("LevelFrequency")]
    public void Predict_AnyMember_QuantilesAscend(string member)
    {
        var points = Quantiles(Table(Walk(3)), member);

        Assert.Equal(points.Order(), points);
    }

    [Fact]
    public void Predict_AFlippingSeriesThatDrifts_StatesAreTrackedWhereTheyAreNow()
    {
        // Two levels ten apart that both rise far beyond what was trained on.
        var random = new Random(4);
        var table = Table([.. Enumerable.Range(0, Rows).Select(t => 0.05f * t + (random.Next(2) == 0 ? 0f : 10f))]);

        var points = Quantiles(table, "ForestState");

        var low = 0.05f * (Rows - 1);
        Assert.All(points, p => Assert.True(Math.Abs(p - low) < 1 || Math.Abs(p - low - 10) < 1, $"{p} is neither {low} nor {low + 10}"));
    }

    private static float[] Quantiles(ChannelTable table, string member)
    {
        var points = new float[16];
        CheapMembers.Fit(table, 450, new ForestOptions(Trees: 20), new Random(1)).First(m => m.Name == member).Predict(table, Rows - 1, points);
        return points;
    }

    private static ChannelTable Table(float[] series) =>
        new PanelFeatures(new Panel([series], RowOrder.InSequence(Rows, 144), 144), 450).Build(0);

    private static float[] Walk(int seed)
    {
        var random = new Random(seed);
        var value = 50.0;
        return [.. Enumerable.Range(0, Rows).Select(_ => (float)(value += Series.Gaussian(random)))];
    }
}
