using Headroom.Simulation.Power;

namespace Headroom.Simulation.Tests.Power;

public sealed class AddedServersSearchTests
{
    private static readonly RowStudy Study = new(RowPhysics.Bloom, TokenSizes.Generated(3), new LoadShape(.5, .8));

    private static RowScore Score(int servers, int brakes) => new(servers, brakes, 0, 0, 0, 0, 0, 0, 100, .99, 0);

    private static AddedServersSearch Search(double hours, double? full = null) =>
        new(Study, [5], TimeSpan.FromHours(hours), [5, 6], TimeSpan.FromHours(full ?? hours));

    [Fact]
    public void Find_NeighboursAreKnown_NeedsNoRun()
    {
        Dictionary<int, RowScore> known = new() { [52] = Score(52, brakes: 0), [53] = Score(53, brakes: 2) };

        // A century would not end within the test.
        Assert.Equal(52, Search(hours: 876_000).Find("Polca", RowSetting.OutOfBand, known));
    }

    [Fact]
    public void Find_StaticLimit_StopsWhereItSlowsHighPriority()
    {
        Dictionary<int, RowScore> known = [];

        var found = Search(hours: 3).Find("PowerLimit", RowSetting.OutOfBand, known);

        Assert.InRange(found, 41, 46);
        Assert.True(known[found].IsAccepted);
    }

    [Fact]
    public void Find_ShortRunsAreSlowWithoutABrake_TheFullOnesDecide()
    {
        var bothAlike = Search(hours: 3).Find("PowerLimit", RowSetting.OutOfBand, new Dictionary<int, RowScore>());
        Dictionary<int, RowScore> known = [];

        // An hour is easier than three.
        var found = Search(hours: 3, full: 1).Find("PowerLimit", RowSetting.OutOfBand, known);

        Assert.True(found > bothAlike, $"{found} beside {bothAlike}");
        Assert.True(known[found].IsAccepted);
        Assert.False(known.TryGetValue(found + 1, out var next) && next.IsAccepted);
    }
}
