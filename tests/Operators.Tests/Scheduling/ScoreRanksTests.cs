using Headroom.Operators.Scheduling;

namespace Headroom.Operators.Tests.Scheduling;

public sealed class ScoreRanksTests
{
    [Fact]
    public void Map_EqualScores_GetEqualRanksAndTheBestTen()
    {
        Span<int> ranks = stackalloc int[5];

        ScoreRanks.Map([3.5, 7, 3.5, double.NegativeInfinity, 1], ranks);

        Assert.Equal([9, 10, 9, 0, 8], ranks.ToArray());
    }

    [Fact]
    public void Map_MoreScoresThanRanks_LeavesTheRestAtZero()
    {
        var ranks = new int[30];

        ScoreRanks.Map([.. Enumerable.Range(0, 30).Select(i => (double)i)], ranks);

        Assert.Equal([.. Enumerable.Repeat(0, 20), .. Enumerable.Range(1, 10)], ranks);
    }
}
