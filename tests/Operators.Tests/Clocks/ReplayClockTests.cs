using Headroom.Operators.Clocks;
using Headroom.Testing;

namespace Headroom.Operators.Tests.Clocks;

public sealed class ReplayClockTests
{
    private static readonly DateTimeOffset Anchor = new(1998, 6, 10, 12, 0, 0, TimeSpan.Zero);
    // What the manual clock's odd timestamp frequency cannot resolve.
    private static readonly TimeSpan OneTimestamp = TimeSpan.FromMicroseconds(1);
    private readonly ManualTime _wall = new();

    [Fact]
    public void GetUtcNow_SixtyTimesWall_ShowsAnHourAfterAMinute()
    {
        var clock = new ReplayClock(_wall, Anchor, 60);

        _wall.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Anchor + TimeSpan.FromHours(1), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(1), clock.FromWall(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void GetUtcNow_OnceWall_IsWallTime()
    {
        var clock = new ReplayClock(_wall, _wall.GetUtcNow(), 1);

        _wall.Advance(TimeSpan.FromHours(7));

        Assert.Equal(_wall.GetUtcNow(), clock.GetUtcNow(), OneTimestamp);
    }

    [Fact]
    public void GetElapsedTime_SixtyTimesWall_IsSixtyTimesAsLong()
    {
        _wall.Advance(TimeSpan.FromDays(3));
        var clock = new ReplayClock(_wall, Anchor, 60);
        var start = clock.GetTimestamp();

        _wall.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(600, clock.GetElapsedTime(start).TotalSeconds, 3);
    }

    [Fact]
    public void CreateTimer_SixtyTimesWall_FiresAfterASixtiethOfItsTimes()
    {
        var clock = new ReplayClock(_wall, Anchor, 60);
        var times = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(_ => times.Add(clock.GetUtcNow()), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));

        _wall.Advance(TimeSpan.FromSeconds(7));

        Assert.Collection(
            times,
            first => Assert.Equal(Anchor.AddMinutes(1), first, 60 * OneTimestamp),
            second => Assert.Equal(Anchor.AddMinutes(6), second, 60 * OneTimestamp));
    }

    [Fact]
    public void Change_RunningTimer_CountsInDecisionTimeToo()
    {
        var clock = new ReplayClock(_wall, Anchor, 60);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);

        timer.Change(TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);
        _wall.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(0, fired);
        _wall.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(1, fired);
    }

    [Fact]
    public void Change_Infinite_StopsTheTimer()
    {
        var clock = new ReplayClock(_wall, Anchor, 60);
        using var timer = clock.CreateTimer(_ => { }, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        Assert.Equal(0, _wall.ArmedTimers);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(3601)]
    [InlineData(double.NaN)]
    public void New_SpeedOutsideItsRange_IsRefused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReplayClock(_wall, Anchor, speed));
}
