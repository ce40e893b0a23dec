using Headroom.Scaling.Capacity;

namespace Headroom.Scaling.Tests.Capacity;

public sealed class CapacityBeliefTests
{
    [Fact]
    public void Observe_ALinearReplica_FindsItsCapacity()
    {
        // u = .1 + .02·x reaches .7 at x = 30.
        var random = new Random(3);
        var belief = CapacityBelief.Learned(0.7);

        for (var i = 0; i < 300; i++)
        {
            var load = 5 + 30 * random.NextDouble();
            belief.Observe(load, 0.1 + 0.02 * load + 0.01 * (random.NextDouble() - 0.5));
        }

        Assert.InRange(belief.Mean!.Value, 29, 31);
    }

    [Fact]
    public void Observe_AReplicaThatGotFaster_IsRelearned()
    {
        var random = new Random(4);
        var belief = CapacityBelief.Learned(0.7);
        void Feed(double slope, int count)
        {
            for (var i = 0; i < count; i++)
            {
                var load = 5 + 20 * random.NextDouble();
                belief.Observe(load, slope * load);
            }
        }

        Feed(0.02, 1000);
        Feed(0.01, 6000);

        Assert.InRange(belief.Mean!.Value, 65, 75);
    }

    [Fact]
    public void CapacityDraws_FewObservations_AreUnknownThenWideThenNarrow()
    {
        var random = new Random(5);
        var belief = CapacityBelief.Learned(0.7);
        double Spread() => belief.CapacityDraws.Max() / belief.CapacityDraws.Min();
        void Feed(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var load = 5 + 20 * random.NextDouble();
                belief.Observe(load, 0.02 * load + 0.1 * random.NextDouble());
            }
        }

        Assert.Empty(belief.CapacityDraws);
        Feed(15);
        var early = Spread();
        Feed(500);

        Assert.True(Spread() < early);
    }

    [Fact]
    public void Given_IsNotMovedByObservations()
    {
        var belief = CapacityBelief.Given(20);

        for (var i = 0; i < 50; i++)
        {
            belief.Observe(10 + i, 0.9);
        }

        Assert.Equal([20.0], belief.CapacityDraws);
    }
}
