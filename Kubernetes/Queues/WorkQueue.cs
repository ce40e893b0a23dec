using System.Threading.Channels;

namespace Headroom.Kubernetes.Queues;

/// <summary>Keys waiting for a worker: each at most once, and never with two workers at a time.</summary>
/// <remarks>
/// A key is idle, waiting, at work, or at work and due again:
/// <code>
/// state            Add               TakeAsync   Done
/// idle             waiting           –           –
/// waiting          waiting           at work     –
/// at work          at work + due     –           idle
/// at work + due    at work + due     –           waiting
/// </code>
/// </remarks>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private readonly WorkQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly QueueMetrics _metrics;
    private readonly Lock _lock = new();
    private readonly Channel<TKey> _ready = Channel.CreateUnbounded<TKey>();
    private readonly Dictionary<TKey, long> _waitingSince = [];
    private readonly Dictionary<TKey, long> _workingSince = [];
    private readonly HashSet<TKey> _dueAgain = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly DelayedKeys<TKey> _delayed;
    private readonly TokenBucket _bucket;
    private bool _isShutDown;

    /// <param name="time">Drives delays and backoff; a replay passes a faster one.</param>
    public WorkQueue(WorkQueueOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _time = time;
        _metrics = new QueueMetrics(options.Name);
        _bucket = new TokenBucket(options.RetriesPerSecond, options.RetryBurst, time);
        _delayed = new DelayedKeys<TKey>(time, Add);
    }

    /// <summary>Keys that wait for a worker; delayed ones do not count.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
            {
                return _waitingSince.Count;
            }
        }
    }

    /// <summary>Ignored after <see cref="ShutDown"/>.</summary>
    public void Add(TKey key)
    {
        lock (_lock)
        {
            if (_isShutDown)
            {
                return;
            }

            if (_workingSince.ContainsKey(key))
            {
                _dueAgain.Add(key);
                return;
            }

            EnqueueLocked(key);
        }
    }

    /// <summary>Adds the key later. Of several delays for one key the earliest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
        }
        else
        {
            _delayed.Schedule(key, delay, replace: false);
        }
    }

    /// <summary>Adds the key later, in place of any delay that was pending for it.</summary>
    public void Reschedule(TKey key, TimeSpan delay) =>
        _delayed.Schedule(key, delay < TimeSpan.Zero ? TimeSpan.Zero : delay, replace: true);

    /// <summary>Adds the key after its own backoff and the queue's overall rate, whichever is longer.</summary>
    public void AddRateLimited(TKey key)
    {
        TimeSpan delay;
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            var own = Math.Min(_options.MaxDelay.Ticks, _options.BaseDelay.Ticks * Math.Pow(2, Math.Min(failures, 40)));
            var shared = _bucket.Reserve();
            delay = TimeSpan.FromTicks(Math.Max((long)own, shared.Ticks));
        }

        _metrics.Retried();
        AddAfter(key, delay);
    }

    /// <summary>The key succeeded: its next failure starts with the shortest wait.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>How often the key failed since it was last forgotten.</summary>
    public int Failures(TKey key)
    {
        lock (_lock)
        {
            return _failures.GetValueOrDefault(key);
        }
    }

    /// <summary>Waits for a key. Call <see cref="Done"/> exactly once for each.</summary>
    /// <returns>False once the queue is shut down and empty.</returns>
    public async ValueTask<(bool HasKey, TKey Key)> TakeAsync(CancellationToken ct)
    {
        while (await _ready.Reader.WaitToReadAsync(ct))
        {
            if (_ready.Reader.TryRead(out var key))
            {
                lock (_lock)
                {
                    _waitingSince.Remove(key, out var since);
                    _workingSince[key] = _time.GetTimestamp();
                    _metrics.Taken(_time.GetElapsedTime(since));
                }

                return (true, key);
            }
        }

        return (false, default!); // not to be read when there is none
    }

    /// <summary>The worker is through with the key; if it was added meanwhile it waits again.</summary>
    public void Done(TKey key)
    {
        lock (_lock)
        {
            if (_workingSince.Remove(key, out var since))
            {
                _metrics.Done(_time.GetElapsedTime(since));
            }

            if (_dueAgain.Remove(key) && !_isShutDown)
            {
                EnqueueLocked(key);
            }
        }
    }

    /// <summary>Takes nothing more in, drops what is delayed, and lets the workers finish what waits.</summary>
    public void ShutDown()
    {
        lock (_lock)
        {
            _isShutDown = true;
        }

        _delayed.Dispose();
        _ready.Writer.TryComplete();
    }

    public void Dispose() => ShutDown();

    private void EnqueueLocked(TKey key)
    {
        if (_waitingSince.TryAdd(key, _time.GetTimestamp()))
        {
            _metrics.Added();
            _ready.Writer.TryWrite(key);
        }
    }
}
