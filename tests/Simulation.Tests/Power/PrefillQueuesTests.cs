using Headroom.Simulation.Power;

namespace Headroom.Simulation.Tests.Power;

public sealed class PrefillQueuesTests
{
    [Fact]
    public void CountAfterAndFirstAfter_AnyNumberOfServers_AreThoseOfALoop()
    {
        var random = new Random(6);
        for (var servers = 0; servers < 60; servers++)
        {
            // Whole numbers, so that some are just at the instant.
            double[] ends = [.. Enumerable.Range(0, servers).Select(_ => (double)random.Next(20))];
            double at = random.Next(20);

            Assert.Equal(ends.Count(e => e > at), PrefillQueues.CountAfter(ends, at));
            Assert.Equal(ends.Where(e => e > at).DefaultIfEmpty(double.PositiveInfinity).Min(), PrefillQueues.FirstAfter(ends, at));
        }
    }
}
