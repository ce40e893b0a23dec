using Headroom.Power.Planning;
using Headroom.Power.Tests.Policies;
using Headroom.Units;

namespace Headroom.Power.Tests.Planning;

public sealed class StaticShareTests
{
    [Fact]
    public void Of_ARow_IsWhatFitsWithEveryClockAtItsFloorAndAllUngatedWorkInPrefill()
    {
        // 52 servers: low decode at 810 MHz 26 · 3,162 W, high in prefill at 1305 MHz 26 · 5,247 W, of 230.8 kW.
        var share = StaticShare.Of(Rows.TwoLevels(), [26, 26], Rows.Budget);

        var groups = Rows.TwoLevels();
        var low = AtFloor(groups[0].Caps.DecodeWatts);
        var high = AtFloor(groups[1].Caps.DecodeWatts) + AtFloor(groups[1].Caps.PrefillWatts);
        Assert.Equal(Rows.Budget.ToWatts() * .995 - 26 * (low + high), share.ToWatts(), 2);
        Assert.InRange(share.ToWatts(), 10_000, 30_000);
    }

    [Fact]
    public void Of_MoreServersThanFit_IsNothing() =>
        Assert.Equal(Watts.Zero, StaticShare.Of(Rows.TwoLevels(), [40, 40], Rows.Budget));

    [Fact]
    public void Of_AnotherNumberOfCounts_IsRefused() =>
        Assert.Throws<ArgumentException>(static () => StaticShare.Of(Rows.TwoLevels(), [26], Rows.Budget));

    // What a lower clock saves counts 5% less than the curve says.
    private static double AtFloor(double[] watts) => watts[0] - .95 * (watts[0] - watts[^1]);
}
