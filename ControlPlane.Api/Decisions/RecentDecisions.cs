using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Decisions;

/// <summary>
/// The last decisions of each autoscaler, in memory: what is served while there is no database, and what bridges the
/// moment between a decision and its row.
/// </summary>
/// <remarks>5,000 decisions of about 1.5 kB are 8 MB, shared by all: 64 each for 78 autoscalers, 2 each for 2,000.</remarks>
internal sealed class RecentDecisions
{
    public const int PerAutoscaler = 64;
    public const int MaxAutoscalers = 4_000;
    private const int MaxDecisions = 5_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(AutoscalerKey Key, string Uid), Queue<RecordedDecision>> _byAutoscaler = [];

    public void Add(RecordedDecision recorded)
    {
        var key = (recorded.Decision.Key, recorded.Decision.Uid);
        lock (_lock)
        {
            if (!_byAutoscaler.TryGetValue(key, out var ring))
            {
                MakeRoomLocked();
                _byAutoscaler[key] = ring = new Queue<RecordedDecision>();
            }

            var limit = Math.Clamp(MaxDecisions / _byAutoscaler.Count, 1, PerAutoscaler);
            while (ring.Count >= limit)
            {
                ring.Dequeue();
            }

            ring.Enqueue(recorded);
        }
    }

    /// <returns>Newest first, ids below <paramref name="before"/>, at most <paramref name="limit"/>.</returns>
    public IReadOnlyList<RecordedDecision> Read(AutoscalerKey key, string uid, long before, int limit)
    {
        lock (_lock)
        {
            return _byAutoscaler.TryGetValue((key, uid), out var ring)
                ? [.. ring.Where(d => d.Id < before).Reverse().Take(limit)]
                : [];
        }
    }

    private void MakeRoomLocked()
    {
        if (_byAutoscaler.Count < MaxAutoscalers)
        {
            return;
        }

        // Rings are never empty, so the last entry says when an autoscaler last spoke.
        var stalest = _byAutoscaler.MinBy(static pair => pair.Value.Last().Id).Key;
        _byAutoscaler.Remove(stalest);
    }
}
