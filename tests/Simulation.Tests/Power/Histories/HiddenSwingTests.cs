using Headroom.Simulation.Power.Histories;

namespace Headroom.Simulation.Tests.Power.Histories;

public sealed class HiddenSwingTests
{
    private static readonly HistorySettings Settings = Rows.Settings(50_000);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(15)]
    public void Of_MeansOfARowThatSwingsWithinThem_FindsHowFar(int minutes)
    {
        var coarse = Rows.Swinging(1, 21, share: .1).AtLeast(TimeSpan.FromMinutes(minutes));

        Assert.InRange(HiddenSwing.Of(coarse, Settings)!.Share, .09, .11); // coarser than a swing
    }

    [Fact]
    public void Of_SamplesThatShowASwing_AddsNone()
    {
        Assert.Null(HiddenSwing.Of(Rows.DayAndNight(4, 1), Settings));
        Assert.NotNull(HiddenSwing.Of(Rows.Constant(4, 3000), Settings));
    }

    [Fact]
    public void At_ADrawThatNeverMoves_StaysAtItsSamples()
    {
        var swing = HiddenSwing.Of(Rows.Constant(4, 3000), Settings)!; // samples of a minute

        Assert.All(Enumerable.Range(0, 10_000), step => Assert.Equal(0, swing.At(step)));
    }

    [Fact]
    public void At_EverySample_KeepsItsMeanAndKnowsItsHighest()
    {
        const int Steps = 150;
        var coarse = Rows.Swinging(1, 1, share: .1).AtLeast(TimeSpan.FromMinutes(5));

        var swing = HiddenSwing.Of(coarse, Settings)!; // samples of five minutes

        Assert.All(Enumerable.Range(0, coarse.Samples), sample =>
        {
            var part = Enumerable.Range(sample * Steps, Steps).Select(step => swing.At(step)).ToList();
            Assert.Equal(0, part.Average(), 1e-6);
            Assert.Equal(part.Max(), swing.Highest(sample), 1e-6);
        });
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(-.5, 3000, .5)]
    [InlineData(0, 6000, 1)]
    public void At_ASwing_ScalesTheWork(double swing, double decode, double prefill) =>
        Assert.Equal(new GroupLoad(decode, prefill), Work().At(0, swing));

    [Fact]
    public void At_ASwingBeyondTheServers_AllAreInPrefill() => Assert.Equal(new GroupLoad(8000, 4), Work().At(0, 100));

    // Four servers that draw 2 kW above idle in decode and 1.5 kW more in prefill.
    private static GroupWork Work()
    {
        var work = new GroupWork(4, 1, 2000, 1500);
        (work.Decode[0], work.Prefill[0]) = (6000, 1);
        return work;
    }
}
