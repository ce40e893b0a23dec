using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.Panels;
using Headroom.Forecasting.Panels.Members;
using Headroom.Forecasting.Trees;

namespace Headroom.Forecasting.Tests.Panels.Members;

/// <summary>Series whose next value is partly a matter of chance: what comes how often must not be learned from noise.</summary>
public sealed class ChanceMemberTests
{
    private const int Rows = 3_000;
    private const int Train = 2_400;

    [Fact]
    public void LevelFrequency_RandomPicksOfTwoDriftingCounters_HasTheirSharesAtTheirNewestValues()
    {
        var random = new Random(1);
        var series = Enumerable.Range(0, Rows).Select(t => random.NextDouble() < 0.7 ? 10 + 0.0001f * t : 2 + 0.0002f * t).ToArray();
        var points = Predict([series], "LevelFrequency", Rows - 1);

        var high = points.Count(p => p > 5) / (double)points.Length;

        Assert.InRange(high, 0.65, 0.75);
        Assert.All(points, p => Assert.InRange(p, p > 5 ? 10.29f : 2.59f, p > 5 ? 10.31f : 2.61f));
    }

    [Fact]
    public void Hurdle_ACycleWithRandomRests_FollowsTheCycleAndRestsAsOften()
    {
        var random = new Random(2);
        var series = Enumerable.Range(0, Rows).Select(t => random.Next(4) == 0 ? 0f : 30 + 5 * (t % 9)).ToArray();

        var (hurdle, plain) = (Crps(series, "HurdleForestDifference"), Crps(series, "ForestDifference"));

        Assert.InRange(Predict([series], "HurdleForestDifference", Rows - 1).Count(p => p == 0) / 64.0, 0.2, 0.3);
        Assert.True(hurdle < 0.95 * plain, $"{hurdle} against {plain}");
    }

    [Fact]
    public void Fit_ASeriesThatNeverRests_HasNoHurdle()
    {
        var table = Table([[.. Enumerable.Range(0, Rows).Select(t => 100 + MathF.Sin(t / 10f))]]);

        Assert.DoesNotContain(Members(table), m => m.Name.StartsWith("Hurdle", StringComparison.Ordinal));
        Assert.Equal(8, Members(table).Count);
    }

    private static double Crps(float[] series, string member)
    {
        var table = Table([series]);
        var fitted = Members(table).First(m => m.Name == member);
        var (points, ones) = (new float[64], Enumerable.Repeat(1f, 64).ToArray());
        return Enumerable.Range(Train, Rows - Train).Average(t =>
        {
            fitted.Predict(table, t, points);
            return WeightedSamples.Create(points, ones).Crps(series[t]);
        });
    }

    private static float[] Predict(float[][] channels, string member, int row)
    {
        var table = Table(channels);
        var points = new float[64];
        Members(table).First(m => m.Name == member).Predict(table, row, points);
        return points;
    }

    private static IReadOnlyList<IChannelMember> Members(ChannelTable table) =>
        CheapMembers.Fit(table, Train, new ForestOptions(Trees: 20), new Random(3));

    private static ChannelTable Table(float[][] channels) =>
        new PanelFeatures(new Panel(channels, RowOrder.InSequence(Rows, 144), 144), Train).Build(0);
}
