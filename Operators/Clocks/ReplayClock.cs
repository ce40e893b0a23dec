namespace Headroom.Operators.Clocks;

/// <summary>
/// The decision clock: wall time, or wall time run faster from an anchor so that a replay of a day takes minutes.
/// Leases, time-outs and watchdogs stay on the wall clock.
/// </summary>
public sealed class ReplayClock : TimeProvider
{
    private readonly TimeProvider _wall;
    private readonly DateTimeOffset _anchor;
    private readonly long _start;
    private readonly double _speed;

    /// <param name="wall">Wall time.</param>
    /// <param name="anchor">What the decision clock shows now.</param>
    /// <param name="speed">Decision seconds per wall second, 1 … 3,600.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is outside its range.</exception>
    public ReplayClock(TimeProvider wall, DateTimeOffset anchor, double speed)
    {
        ArgumentNullException.ThrowIfNull(wall);
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1.0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(speed, 3600.0);
        _wall = wall;
        _anchor = anchor;
        _start = wall.GetTimestamp();
        _speed = speed;
    }

    /// <summary>Decision seconds per wall second.</summary>
    public double Speed => _speed;

    public DateTimeOffset Anchor => _anchor;

    public override long TimestampFrequency => _wall.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => _wall.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => _anchor + _wall.GetElapsedTime(_start) * _speed;

    public override long GetTimestamp() => (long)((_wall.GetTimestamp() - _start) * _speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ReplayTimer(_wall.CreateTimer(callback, state, Shorten(dueTime), ShortenPeriod(period)), this);

    /// <summary>What a wall duration is on the decision clock.</summary>
    public TimeSpan FromWall(TimeSpan wall) => wall * _speed;

    private TimeSpan Shorten(TimeSpan duration) => duration <= TimeSpan.Zero ? duration : duration / _speed;

    // The system's timers count whole milliseconds, and a period of none fires once.
    private TimeSpan ShortenPeriod(TimeSpan period) =>
        period <= TimeSpan.Zero ? period : TimeSpan.FromTicks(Math.Max(Shorten(period).Ticks, TimeSpan.TicksPerMillisecond));

    // A timer that is changed later must be shortened then, too.
    private sealed class ReplayTimer(ITimer inner, ReplayClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Shorten(dueTime), clock.ShortenPeriod(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
