using Headroom.Simulation.Power;

namespace Headroom.Simulation.Tests.Power;

public sealed class TurnCalendarTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(255)]
    [InlineData(1000)]
    [InlineData(8192)]
    public void Take_RequestsThatComeAndGo_EndInTheirOrderAndNoneIsLost(int longest)
    {
        var (calendar, random) = (new TurnCalendar(3, longest), new Random(longest));
        SortedDictionary<double, int> expected = [];
        var (turn, left) = (0.0, 0);
        for (var step = 0; step < 20_000; step++)
        {
            if (left == 0 || random.Next(2) == 0)
            {
                var end = calendar.Add(1, turn + 1 + random.Next(longest));
                expected[end] = expected.GetValueOrDefault(end) + 1;
                left++;
                continue;
            }

            turn = expected.First().Key;
            Assert.Equal(expected[turn], calendar.Take(1, turn, out var next));
            left -= expected[turn];
            expected.Remove(turn);
            Assert.Equal(left == 0 ? next : expected.First().Key, next);
        }
    }

    [Fact]
    public void Add_AnyRequest_EndsWithinOneBucketOfItsTurn() => Assert.InRange(new TurnCalendar(1, 100).Add(0, 57.3), 57.3, 57.3 + 4);
}
