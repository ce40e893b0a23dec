using Headroom.ControlPlane.Api.Journal;

namespace Headroom.ControlPlane.Api.Tests.Journal;

public sealed class EventIdsTests
{
    [Fact]
    public void Next_OnAClockThatStands_Increases()
    {
        var ids = new EventIds(new StandingTime());

        Assert.True(ids.Start < ids.Next() && ids.Next() < ids.Next());
    }

    [Fact]
    public void Next_AfterAStoredIdOfTheFuture_ContinuesThere()
    {
        var ids = new EventIds(new StandingTime());

        ids.ContinueAfter(ids.Start + 1_000);
        ids.ContinueAfter(ids.Start);

        Assert.Equal(ids.Start + 1_001, ids.Next());
    }

    [Fact]
    public void Next_IsReadExactlyByJavaScript() => Assert.True(new EventIds(TimeProvider.System).Next() < 1L << 53);

    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
