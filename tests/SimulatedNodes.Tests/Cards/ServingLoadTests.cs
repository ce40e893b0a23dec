using Headroom.SimulatedNodes.Cards;

namespace Headroom.SimulatedNodes.Tests.Cards;

public sealed class ServingLoadTests
{
    private static readonly ServingLoad Load = new(60);

    [Fact]
    public void PrefillAt_AnyTime_IsAShareOfTheTime() =>
        Assert.All(Enumerable.Range(0, 3600), static s => Assert.InRange(Load.PrefillAt(s), 0, 1));

    [Fact]
    public void PrefillAt_ABurst_ComesOverTenSeconds()
    {
        Assert.InRange(Load.PrefillAt(25) - Load.PrefillAt(19), .15, .3);
        Assert.InRange(Load.PrefillAt(32) - Load.PrefillAt(19), .4, .5);
        Assert.Equal(Load.PrefillAt(19), Load.PrefillAt(55), .03);
    }

    [Fact]
    public void PrefillAt_TheSecondBurstAndEveryFourthAfterIt_FillsEveryCardAtOnce() =>
        Assert.All(new[] { 1, 5, 9 }, static burst => Assert.Equal(1, Load.PrefillAt(20 + burst * 90)));

    [Fact]
    public void PrefillAt_SixtyTimesFaster_ADayIsTwentyFourMinutes()
    {
        Assert.Equal(Load.PrefillAt(10), Load.PrefillAt(10 + 24 * 60), .05);
        Assert.True(Load.PrefillAt(15) > 2 * Load.PrefillAt(60 * 18 + 15 + 60), "night is as busy as the morning");
    }
}
