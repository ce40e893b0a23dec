namespace Headroom.Kubernetes.Leases;

/// <summary>One term of leadership. Ask it immediately before every write.</summary>
/// <remarks>
/// The deadline runs on this process's monotonic clock from before the renewal was sent, so it passes before any other
/// process may take over, however long the renewal's answer took and whatever the wall clocks say.
/// </remarks>
public sealed class LeaderToken : IWriteGuard, IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost;
    private readonly Lock _lock = new();
    private long _start;
    private TimeSpan _length;
    private bool _isEnded;

    internal LeaderToken(string identity, int transitions, long start, TimeSpan length, TimeProvider time)
    {
        _time = time;
        Identity = identity;
        Transitions = transitions;
        _lost = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Lost = _lost.Token;
        lock (_lock)
        {
            SetLocked(start, length);
        }
    }

    public string Identity { get; }

    /// <summary>The fencing term: greater than that of every earlier leader.</summary>
    public int Transitions { get; }

    /// <summary>Cancelled at the deadline, or when the lease is found in other hands.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Time left to write; zero when it is over.</summary>
    public TimeSpan Remaining
    {
        get
        {
            lock (_lock)
            {
                return RemainingLocked();
            }
        }
    }

    public bool IsHeld => Remaining > TimeSpan.Zero;

    /// <exception cref="LeadershipLostException">The deadline has passed.</exception>
    public void ThrowIfExpired()
    {
        if (!IsHeld)
        {
            throw new LeadershipLostException($"'{Identity}' no longer leads in term {Transitions}");
        }
    }

    public void Dispose()
    {
        End();
        _lost.Dispose();
    }

    /// <summary>A renewal that is answered after the deadline comes too late: <see cref="Lost"/> cannot be taken back.</summary>
    /// <param name="start">Timestamp taken before the renewal was sent.</param>
    internal void Extend(long start, TimeSpan length)
    {
        lock (_lock)
        {
            if (RemainingLocked() > TimeSpan.Zero && !_lost.IsCancellationRequested)
            {
                SetLocked(start, length);
            }
        }
    }

    internal void End()
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            _isEnded = true;
        }

        // Outside the lock: callbacks of the token may ask it.
        _lost.Cancel();
    }

    private void SetLocked(long start, TimeSpan length)
    {
        (_start, _length) = (start, length);
        _lost.CancelAfter(RemainingLocked());
    }

    private TimeSpan RemainingLocked()
    {
        var left = _length - _time.GetElapsedTime(_start);
        return _isEnded || left < TimeSpan.Zero ? TimeSpan.Zero : left;
    }
}
