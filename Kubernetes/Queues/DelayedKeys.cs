namespace Headroom.Kubernetes.Queues;

/// <summary>Keys with a due time, behind one timer.</summary>
internal sealed class DelayedKeys<TKey> : IDisposable
    where TKey : notnull
{
    // Timers go to 49 days; a longer wait is simply looked at again then.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly TimeProvider _time;
    private readonly Action<TKey> _onDue;
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, long> _due = [];
    private readonly PriorityQueue<TKey, long> _order = new();
    private readonly ITimer _timer;

    public DelayedKeys(TimeProvider time, Action<TKey> onDue)
    {
        _time = time;
        _onDue = onDue;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="replace">Whether the new time counts even when it is later than the pending one.</param>
    public void Schedule(TKey key, TimeSpan delay, bool replace)
    {
        lock (_lock)
        {
            // Rounded up: fired a tick early, a key would be found not due and cost another timer.
            var due = _time.GetTimestamp() + (long)Math.Ceiling(delay.TotalSeconds * _time.TimestampFrequency);
            if (!replace && _due.TryGetValue(key, out var pending) && pending <= due)
            {
                return;
            }

            // The entry that this one replaces stays in the order and is skipped when it comes up.
            _due[key] = due;
            _order.Enqueue(key, due);
            ArmLocked();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _due.Clear();
            _order.Clear();
            _timer.Dispose();
        }
    }

    private void Fire()
    {
        var ready = new List<TKey>();
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            while (_order.TryPeek(out var key, out var due) && due <= now)
            {
                _order.Dequeue();
                if (_due.TryGetValue(key, out var current) && current == due)
                {
                    _due.Remove(key);
                    ready.Add(key);
                }
            }

            ArmLocked();
        }

        foreach (var key in ready)
        {
            _onDue(key);
        }
    }

    private void ArmLocked()
    {
        if (_order.TryPeek(out _, out var due))
        {
            var seconds = Math.Max(0, due - _time.GetTimestamp()) / (double)_time.TimestampFrequency;
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling(seconds * 1000));
            _timer.Change(wait < LongestTimer ? wait : LongestTimer, Timeout.InfiniteTimeSpan);
        }
    }
}
