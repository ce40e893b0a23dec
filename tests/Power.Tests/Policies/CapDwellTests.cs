using Headroom.Power.Policies;

namespace Headroom.Power.Tests.Policies;

public sealed class CapDwellTests
{
    [Fact]
    public void Move_DemandThatJumpsEveryReading_CommandsAtMostOncePerDwell()
    {
        var dwell = new CapDwell(60);
        var (changes, row) = (0, 0);
        for (var step = 0; step < 43_200; step++)
        {
            dwell.Move(step % 2 == 0 ? 10 : 2, 20, step * 2000L);
            changes += dwell.Row != row ? 1 : 0;
            row = dwell.Row;
        }

        Assert.True(changes <= 1, $"{changes} changes in a day");
    }

    [Fact]
    public void Move_SlackThatLasts_GivesBackOnlyWhatWasNeverNeeded()
    {
        var dwell = new CapDwell(60);
        dwell.Move(10, 20, 0);

        dwell.Move(2, 20, 30_000);
        Assert.Equal(11, dwell.Row);
        dwell.Move(4, 20, 60_000);
        Assert.Equal(5, dwell.Row);
        dwell.Move(0, 20, 120_000);
        Assert.Equal(0, dwell.Row);
    }
}
