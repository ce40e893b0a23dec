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
}
