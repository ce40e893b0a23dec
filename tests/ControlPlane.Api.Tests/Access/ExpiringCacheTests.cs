using Headroom.ControlPlane.Api.Access;

namespace Headroom.ControlPlane.Api.Tests.Access;

public sealed class ExpiringCacheTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public void TryGet_AfterTheLifetime_Misses()
    {
        var cache = new ExpiringCache<string, int>(8, _time);
        cache.Set("a", 1, TimeSpan.FromSeconds(10));

        bool before = cache.TryGet("a", out int value);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(before);
        Assert.Equal(1, value);
        Assert.False(cache.TryGet("a", out _));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Set_BeyondCapacity_DropsTheOldest()
    {
        var cache = new ExpiringCache<string, int>(2, _time);

        cache.Set("a", 1, TimeSpan.FromHours(1));
        cache.Set("b", 2, TimeSpan.FromHours(1));
        cache.Set("a", 3, TimeSpan.FromHours(1));
        cache.Set("c", 4, TimeSpan.FromHours(1));

        Assert.False(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("a", out int a));
        Assert.Equal(3, a);
    }

    private sealed class SteppedTime : TimeProvider
    {
        private long _ticks = 12_345;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
