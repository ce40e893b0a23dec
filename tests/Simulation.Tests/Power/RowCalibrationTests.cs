using Headroom.Simulation.Power;

namespace Headroom.Simulation.Tests.Power;

public sealed class RowCalibrationTests
{
    [Fact]
    public void Find_GuessFarOff_ComesNearThePublishedPeakAndRise()
    {
        int[] seeds = [11, 12, 13];
        var length = TimeSpan.FromHours(18);
        var guess = new LoadShape(.4, .2);

        var first = RowCalibration.Find(RowPhysics.Bloom, TokenSizes.Generated(3), guess, seeds, length, rounds: 1);
        var found = RowCalibration.Find(RowPhysics.Bloom, TokenSizes.Generated(3), guess, seeds, length, rounds: 5);

        Assert.True(found.Miss < .015, $"peak {found.Peak:0.000}, rise {found.Rise:0.000}");
        Assert.True(found.Miss < first.Miss);
    }
}
