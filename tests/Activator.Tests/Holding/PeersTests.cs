using Headroom.Activator.Holding;

namespace Headroom.Activator.Tests.Holding;

public sealed class PeersTests
{
    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 10)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    public void Share_OfAllActivators_SumsToTheLimit(int count, int limit)
    {
        for (var replica = 0; replica < 10; replica++)
        {
            Assert.Equal(limit, Enumerable.Range(0, count).Sum(i => new Peers(i, count).Share(limit, replica)));
        }
    }
}
