using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Journal;

/// <summary>
/// Adds samples up in memory, one open quarter of an hour per autoscaler on the decision clock. A quarter closes when the
/// next begins, and all close at shutdown; what a crash loses is at most one quarter.
/// </summary>
internal sealed class RollupAccumulator(JournalInstruments instruments)
{
    /// <summary>A day of 1,000 autoscalers while the database is away.</summary>
    public const int MaxClosed = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(AutoscalerKey Key, string Uid), Rollup> _open = [];
    private readonly Queue<Rollup> _closed = [];

    public void Add(in EvaluationSample sample)
    {
        lock (_lock)
        {
            var open = OpenLocked(sample.Key, sample.Uid, sample.Time);
            _open[(sample.Key, sample.Uid)] = open.With(sample);
        }
    }

    public void Count(ScalingDecision decision)
    {
        lock (_lock)
        {
            var open = OpenLocked(decision.Key, decision.Uid, decision.Time);
            _open[(decision.Key, decision.Uid)] = open with { Decisions = open.Decisions + 1 };
        }
    }

    /// <summary>Closes quarters that ended before the newest sample's began: an autoscaler that was deleted sends no next one.</summary>
    public void CloseStale()
    {
        lock (_lock)
        {
            if (_open.Count == 0)
            {
                return;
            }

            var newest = _open.Values.Max(static r => r.Start);
            CloseLocked(r => r.Start < newest);
        }
    }

    public void CloseAll()
    {
        lock (_lock)
        {
            CloseLocked(static _ => true);
        }
    }

    public IReadOnlyList<Rollup> TakeClosed(int limit)
    {
        lock (_lock)
        {
            var taken = new List<Rollup>(Math.Min(limit, _closed.Count));
            while (taken.Count < limit && _closed.TryDequeue(out var rollup))
            {
                taken.Add(rollup);
            }

            return taken;
        }
    }

    /// <summary>After a failed write: they wait for the next.</summary>
    public void PutBack(IReadOnlyList<Rollup> rollups)
    {
        lock (_lock)
        {
            foreach (var rollup in rollups)
            {
                EnqueueLocked(rollup);
            }
        }
    }

    private Rollup OpenLocked(AutoscalerKey key, string uid, DateTimeOffset time)
    {
        var start = Rollup.StartOf(time);
        if (_open.TryGetValue((key, uid), out var open))
        {
            if (open.Start == start)
            {
                return open;
            }

            EnqueueLocked(open);
        }

        return new Rollup(key, uid, start);
    }

    private void CloseLocked(Func<Rollup, bool> isDone)
    {
        foreach (var rollup in _open.Values.Where(isDone).ToList())
        {
            _open.Remove((rollup.Key, rollup.Uid));
            EnqueueLocked(rollup);
        }
    }

    private void EnqueueLocked(Rollup rollup)
    {
        if (_closed.Count == MaxClosed)
        {
            _closed.Dequeue();
            instruments.Dropped("rollups", 1);
        }

        _closed.Enqueue(rollup);
    }
}
