using System.Net;
using Headroom.Activator.Demand;
using Headroom.Activator.Routing;
using Headroom.Activator.Waking;

namespace Headroom.Activator.Holding;

/// <summary>Lets the requests of one service through, in order of arrival, to the least loaded ready replica.</summary>
/// <remarks>
/// | state of the service | a request |
/// | a replica has a free place and nobody waits | is admitted at once |
/// | no replica is ready | waits, and a replica is asked for |
/// | every place is taken, or others wait | waits |
/// | the queue is full | is refused |
/// A request that found its replica unreachable comes again and stands in front of all others.
/// </remarks>
internal sealed class ServiceGate(ServiceKey key, WakeLoop waking, Peers peers, TimeProvider time)
{
    // Long enough not to hammer a dead address, short against any start of a replica.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _queue = new();
    private readonly DemandMeter _meter = new(time);
    private Replica[] _replicas = [];
    private RoutedService? _service;
    private ITimer? _afterRest;
    private long _starvedAt;
    private int _turn;
    private bool _isClosed;
    private int _isAsking;

    public ServiceKey Key => key;

    /// <summary>True while requests wait and no replica is ready.</summary>
    public bool IsStarved
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count > 0 && _replicas.Length == 0;
            }
        }
    }

    public bool HasReplica => Volatile.Read(ref _replicas).Length > 0;

    /// <summary>Of the replicas that are ready now.</summary>
    public IReadOnlyList<Replica> Replicas => Volatile.Read(ref _replicas);

    /// <summary>Asks for a place. Whoever is admitted calls <see cref="Leave"/>.</summary>
    /// <param name="arrived">Timestamp from which the deadline counts.</param>
    /// <param name="isAgain">True for a request that has been admitted before and could not be forwarded.</param>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public ValueTask<Admission> EnterAsync(long arrived, bool isAgain, CancellationToken ct)
    {
        Waiter waiter;
        TimeSpan left;
        bool isStarved;
        lock (_lock)
        {
            if (_isClosed || _service is null)
            {
                return ValueTask.FromResult<Admission>(Refusal.Unrouted);
            }

            if (!isAgain)
            {
                _meter.Arrived();
            }

            if ((isAgain || _queue.Count == 0) && PickLocked() is { } replica)
            {
                return ValueTask.FromResult<Admission>(AdmitLocked(replica));
            }

            left = _service.Deadline - time.GetElapsedTime(arrived);
            if (left <= TimeSpan.Zero || (_queue.Count >= _service.QueueLength && !isAgain))
            {
                _meter.Refused();
                return ValueTask.FromResult<Admission>(left <= TimeSpan.Zero ? Refusal.Late : Refusal.QueueFull);
            }

            waiter = new Waiter(this);
            if (isAgain)
            {
                _queue.AddFirst(waiter.Place);
            }
            else
            {
                _queue.AddLast(waiter.Place);
            }

            _meter.Queued(_queue.Count);
            isStarved = _replicas.Length == 0;
            _starvedAt = isStarved && _starvedAt == 0 ? Math.Max(1, time.GetTimestamp()) : _starvedAt;
        }

        if (isStarved)
        {
            waking.Ask(this);
        }

        return new ValueTask<Admission>(waiter.WaitAsync(left, time, ct));
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="replica">That was admitted to.</param>
    /// <param name="wasReached">False where no connection came about: it is left alone for a moment.</param>
    public void Leave(Replica replica, bool wasReached)
    {
        lock (_lock)
        {
            replica.InFlight--;
            _meter.Left();
            if (!wasReached)
            {
                replica.RestsUntil = Math.Max(1, time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
                _afterRest ??= time.CreateTimer(static gate => ((ServiceGate)gate!).Dispatch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _afterRest.Change(Rest * 1.1, Timeout.InfiniteTimeSpan);
            }

            DispatchLocked();
        }
    }

    public void Limit(RoutedService service)
    {
        lock (_lock)
        {
            _service = service;
            ShareLocked();
            DispatchLocked();
        }
    }

    /// <summary>Says which replicas are ready; what is under way on others ends as it would have.</summary>
    public void SetReplicas(IReadOnlyList<IPEndPoint> addresses)
    {
        bool isStarved;
        lock (_lock)
        {
            var before = _replicas.ToDictionary(r => r.Address);
            var now = time.GetTimestamp();
            Volatile.Write(ref _replicas, [.. addresses.Distinct().Select(a => before.GetValueOrDefault(a) ?? new Replica(a, now, _starvedAt))]);
            _starvedAt = _replicas.Length > 0 ? 0 : _starvedAt;
            foreach (var gone in before.Values.Except(_replicas))
            {
                gone.Connections.Retire();
            }

            ShareLocked();
            DispatchLocked();
            _meter.Ready(_replicas.Length);
            isStarved = _queue.Count > 0 && _replicas.Length == 0;
        }

        if (isStarved)
        {
            waking.Ask(this);
        }
    }

    /// <summary>The service is routed no more: answers all who wait.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            while (_queue.First is { } first)
            {
                RemoveLocked(first.Value);
                first.Value.TrySetResult(Refusal.Unrouted);
            }

            _afterRest?.Dispose();
            foreach (var replica in _replicas)
            {
                replica.Connections.Retire();
            }
        }
    }

    public void Withdraw(Waiter waiter, Refusal refusal)
    {
        if (Remove(waiter))
        {
            waiter.TrySetResult(refusal);
        }
    }

    public void Abandon(Waiter waiter, CancellationToken ct)
    {
        if (Remove(waiter))
        {
            waiter.TrySetCanceled(ct);
        }
    }

    /// <summary>One asks at a time. Whoever gets true asks until <see cref="IsStarved"/> is false, then calls <see cref="EndAsking"/>.</summary>
    public bool TryBeginAsking() => Interlocked.Exchange(ref _isAsking, 1) == 0;

    public void EndAsking() => Volatile.Write(ref _isAsking, 0);

    public DemandMeter.Reading Read()
    {
        lock (_lock)
        {
            return _meter.Read(_queue.Count);
        }
    }

    private void Dispatch()
    {
        lock (_lock)
        {
            DispatchLocked();
        }
    }

    private void DispatchLocked()
    {
        while (_queue.First is { } first && PickLocked() is { } replica)
        {
            _queue.Remove(first);
            _meter.Queued(_queue.Count);
            first.Value.TrySetResult(AdmitLocked(replica));
        }
    }

    private Replica AdmitLocked(Replica replica)
    {
        replica.InFlight++;
        _meter.Admitted();
        return replica;
    }

    private Replica? PickLocked()
    {
        Replica? best = null;
        var count = _replicas.Length;
        // Begin elsewhere each time, so that replicas with equal load take turns.
        var at = count > 1 ? _turn++ & int.MaxValue : 0;
        for (var i = 0; i < count; i++)
        {
            var replica = _replicas[(at + i) % count];
            if (replica.InFlight < replica.Limit && replica.InFlight < (best?.InFlight ?? int.MaxValue) && !IsRestingLocked(replica))
            {
                best = replica;
            }
        }

        return best;
    }

    private bool IsRestingLocked(Replica replica)
    {
        if (replica.RestsUntil != 0 && time.GetTimestamp() >= replica.RestsUntil)
        {
            replica.RestsUntil = 0;
        }

        return replica.RestsUntil != 0;
    }

    private void ShareLocked()
    {
        for (var i = 0; i < _replicas.Length; i++)
        {
            _replicas[i].Limit = peers.Share(_service?.PerReplica ?? 0, i);
        }

        // With fewer places than activators one may be left without any: it takes one more than its part rather than starve.
        if (_replicas.Length > 0 && _replicas.All(r => r.Limit == 0))
        {
            _replicas[peers.Index % _replicas.Length].Limit = 1;
        }
    }

    private bool Remove(Waiter waiter)
    {
        lock (_lock)
        {
            return RemoveLocked(waiter);
        }
    }

    private bool RemoveLocked(Waiter waiter)
    {
        if (waiter.Place.List is null)
        {
            return false;
        }

        _queue.Remove(waiter.Place);
        _meter.Queued(_queue.Count);
        _meter.Refused();
        return true;
    }
}
