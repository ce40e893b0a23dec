using Headroom.Scaling.StartUp;

namespace Headroom.Scaling.Tests.StartUp;

public sealed class StartUpBeliefTests
{
    [Fact]
    public void Quantile_SlowStarts_MoveThePrior()
    {
        var belief = new StartUpBelief();
        var before = belief.Quantile(0.5);

        for (var i = 0; i < 10; i++)
        {
            belief.Observe(TimeSpan.FromMinutes(4));
        }

        Assert.InRange(before.TotalSeconds, 29, 31);
        Assert.InRange(belief.Quantile(0.5).TotalSeconds, 130, 260);
        Assert.True(belief.Quantile(0.9) > belief.Quantile(0.5));
    }
}
