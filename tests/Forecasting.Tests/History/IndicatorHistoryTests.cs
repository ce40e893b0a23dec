using FsCheck;
using FsCheck.Fluent;
using Headroom.Forecasting.History;

namespace Headroom.Forecasting.Tests.History;

public sealed class IndicatorHistoryTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Append_PastCapacity_DropsTheOldest()
    {
        var history = Series.Of(Enumerable.Range(0, 200).Select(i => (double)i), capacity: 100);

        Assert.Equal(100, history.Count);
        Assert.Equal(199, history[0]);
        Assert.Equal(100, history[99]);
    }

    [Fact]
    public void Append_AfterAGap_MarksTheStepsBetweenMissing()
    {
        var history = new IndicatorHistory(Minute, 10);
        history.Append(Series.Start, 1);

        history.Append(Series.Start + 3 * Minute, 4);

        Assert.Equal(4, history.Count);
        Assert.True(float.IsNaN(history[1]) && float.IsNaN(history[2]));
        Assert.Equal(1, history[3]);
    }

    [Fact]
    public void Append_OlderSample_IsIgnoredAndSaysSo()
    {
        var history = Series.Of([1, 2, 3]);

        var accepted = history.Append(Series.Start, 99);

        Assert.False(accepted);
        Assert.Equal(1, history[2]);
    }

    [Fact]
    public void Append_SameStepTwice_KeepsTheLast()
    {
        var history = Series.Of([1, 2]);

        history.Append(Series.Start + Minute + TimeSpan.FromSeconds(30), 7);

        Assert.Equal(2, history.Count);
        Assert.Equal(7, history[0]);
    }

    [Fact]
    public void Append_AGapLongerThanTheRing_LeavesOneKnownSample()
    {
        var history = new IndicatorHistory(Minute, 8);
        history.Append(Series.Start, 1);

        history.Append(Series.Start + TimeSpan.FromDays(3650), 2);

        Assert.Equal(2, history[0]);
        Assert.All(Enumerable.Range(1, history.Count - 1), back => Assert.True(float.IsNaN(history[back])));
    }

    [Fact]
    public void CopyNewestTo_AnyFill_AgreesWithTheIndexer() =>
        Prop.ForAll<PositiveInt, PositiveInt>((pushed, capacity) =>
        {
            var history = Series.Of(Enumerable.Range(0, pushed.Get).Select(i => (double)i), Math.Max(2, capacity.Get));
            var copy = new float[history.Count];
            history.CopyNewestTo(copy);
            return copy.Reverse().Select((value, back) => value == history[back]).All(same => same);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(3_000)]
    [InlineData(3_100)]
    [InlineData(10_000)]
    public void CopyNewestTo_LongHistory_AgreesWithTheIndexer(int pushed)
    {
        var history = Series.Of(Enumerable.Range(0, pushed).Select(i => Math.Sin(i)), capacity: 3_000);

        foreach (var length in new[] { 1, 255, 511, 512, 513, 1_000, history.Count })
        {
            var copy = new float[length];
            history.CopyNewestTo(copy);
            Assert.Equal(Enumerable.Range(0, length).Select(back => history[back]).Reverse(), copy);
        }
    }

    [Fact]
    public void Indexer_LongHistoryOfCounts_ComesBackExactly()
    {
        var random = new Random(3);
        var counts = Enumerable.Range(0, 6_000).Select(i => i % 97 == 0 ? double.NaN : (double)random.Next(40_000)).ToArray();

        var history = Series.Of(counts, capacity: 5_000);

        Assert.Equal(5_000, history.Count);
        Assert.All(Enumerable.Range(0, 5_000), back => Assert.Equal((float)counts[^(back + 1)], history[back]));
    }

    [Fact]
    public void Indexer_LongHistoryOfReals_StaysWithinAHundredthOfTheStepToStepChange()
    {
        var random = new Random(4);
        var reals = Enumerable.Range(0, 6_000).Select(i => 8e9 + 1e6 * Math.Sin(i / 200.0) + 2e4 * random.NextDouble()).ToArray();
        var change = reals.Zip(reals.Skip(1), (a, b) => Math.Abs((float)a - (float)b)).Average();

        var history = Series.Of(reals, capacity: 6_000);

        Assert.All(Enumerable.Range(0, 6_000), back => Assert.Equal(reals[^(back + 1)], history[back], 0.02 * change + 512));
    }

    [Fact]
    public void Indexer_OneHugeSpike_LeavesItsNeighboursAsTheyWere()
    {
        var reals = Enumerable.Range(0, 3_000).Select(i => i == 700 ? 1e9 : 1 + 0.1 * Math.Sin(i)).ToArray();

        var history = Series.Of(reals, capacity: 3_000);

        Assert.All(Enumerable.Range(0, 3_000), back => Assert.Equal((float)reals[^(back + 1)], history[back], 0.003f));
        Assert.Equal(1e9f, history[2_299]);
    }

    [Fact]
    public void Indexer_MostlyIdleReals_KeepTheirZeros()
    {
        var reals = Enumerable.Range(0, 4_000).Select(i => i % 5 == 0 ? 1.0 / (1 + i % 7) : 0).ToArray();

        var history = Series.Of(reals, capacity: 4_000);

        Assert.All(Enumerable.Range(0, 4_000).Where(back => reals[^(back + 1)] == 0), back => Assert.Equal(0f, history[back]));
    }

    [Fact]
    public void CopyFrom_AnotherHistory_ReadsTheSameAndGoesOn()
    {
        var history = Series.Of(Enumerable.Range(0, 7_000).Select(i => Math.Sqrt(i)), capacity: 5_000);
        var copy = Series.Of([1, 2, 3]);

        copy.CopyFrom(history);
        copy.Append(history.Origin!.Value + Minute, 5);

        Assert.Equal(5f, copy[0]);
        Assert.All(Enumerable.Range(0, 4_998), back => Assert.Equal(history[back], copy[back + 1]));
    }
}
