namespace Headroom.Testing;

/// <summary>A clock that moves only when told. Its timestamp frequency is odd, so that code which takes ticks for timestamps fails.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private long _elapsedTicks;

    public ManualTime()
        : this(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => 3_579_545;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Timers that will still fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return start.AddTicks(_elapsedTicks);
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return (long)((Int128)_elapsedTicks * TimestampFrequency / TimeSpan.TicksPerSecond);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, firing timers in order of their due times, each at its time.</summary>
    public void Advance(TimeSpan by)
    {
        long end;
        lock (_lock)
        {
            end = _elapsedTicks + by.Ticks;
        }

        while (true)
        {
            ManualTimer? next;
            lock (_lock)
            {
                next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
                _elapsedTicks = Math.Max(_elapsedTicks, next?.Due ?? end);
                if (next is null)
                {
                    return;
                }

                Rearm(next, next.Period == Timeout.InfiniteTimeSpan ? null : next.Due + next.Period.Ticks);
            }

            next.Fire();
        }
    }

    /// <summary>Lets time pass in steps until the condition holds; work on sockets gets real time between the steps.</summary>
    public async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan step) =>
        await Eventually.HoldsAsync(() =>
        {
            if (condition())
            {
                return true;
            }

            Advance(step);
            return false;
        });

    internal void Arm(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            Rearm(timer, dueTime == Timeout.InfiniteTimeSpan ? null : _elapsedTicks + dueTime.Ticks);
        }
    }

    private void Rearm(ManualTimer timer, long? due)
    {
        _timers.Remove(timer);
        if (due is { } at)
        {
            timer.Due = at;
            _timers.Add(timer);
        }
    }
}
