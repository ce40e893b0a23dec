using Headroom.Power.Models;
using Headroom.SimulatedNodes.Cards;

namespace Headroom.SimulatedNodes.Tests.Cards;

public sealed class CardWorkTests
{
    private const double NoLimit = 2;

    private readonly CardWork _work = new(GpuCatalog.A100);

    [Fact]
    public void Step_NoPod_DrawsAFifthOfTheTdp()
    {
        _work.Step(null, 1, 1, NoLimit);

        Assert.Equal(.2, _work.Share);
    }

    [Theory]
    [InlineData(0, .63)]
    [InlineData(.5, .82)]
    [InlineData(1, 1.01)]
    public void Step_HighestClock_DrawsDecodeAndPrefillByTheirTime(double offered, double share)
    {
        _work.Step(offered, 1, 1, NoLimit);

        Assert.Equal(share, _work.Share, 1e-9);
    }

    [Fact]
    public void Step_LowerClock_LessDrawAndMorePrefillAtATime()
    {
        _work.Step(.4, 1, 1110.0 / 1410, NoLimit);

        Assert.Equal(.4 * 1410 / 1110, _work.Prefilling, 1e-9);
        Assert.InRange(_work.Share, .5, .4 * 1.01 + .6 * .63);
    }

    [Theory]
    [InlineData(.25)]
    [InlineData(.5)]
    [InlineData(.8)]
    public void Step_PowerLimit_IsNotPassed(double limit)
    {
        for (var i = 0; i < 10; i++)
        {
            _work.Step(1, 1, 1, limit);
            Assert.True(_work.Share <= limit + 1e-9, $"{_work.Share} under {limit}");
        }

        Assert.True(_work.IsAtLimit);
    }

    [Fact]
    public void Step_WorkHeldBackByTheBrake_IsDoneAfterwards()
    {
        _work.Step(.4, 2, 288.0 / 1410, NoLimit);
        _work.Step(.4, 2, 1, NoLimit);
        Assert.True(_work.Prefilling > .4, "nothing was made up for");

        _work.Step(.4, 2, 1, NoLimit);

        Assert.Equal(.4, _work.Prefilling, 1e-9);
    }
}
