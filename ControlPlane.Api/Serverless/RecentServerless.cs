using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Serverless;

/// <summary>
/// The last starts and decisions over all services, in memory: served while there is no database, and until a row is
/// written. Adding one again changes nothing: other replicas tell of theirs, and may tell twice.
/// </summary>
internal sealed class RecentServerless
{
    private const int Most = 2_000;

    private readonly Lock _lock = new();
    private readonly Queue<ColdStart> _starts = new();
    private readonly Queue<ServiceDecision> _decisions = new();

    public void Add(ColdStart start) =>
        Add(_starts, start, s => s.PodUid == start.PodUid && s.Began == start.Began && s.ServiceUid == start.ServiceUid);

    public void Add(ServiceDecision decision) =>
        Add(_decisions, decision, d => d.Time == decision.Time && d.ServiceUid == decision.ServiceUid);

    /// <returns>Newest first.</returns>
    public IReadOnlyList<ColdStart> Starts(string serviceUid, int limit)
    {
        lock (_lock)
        {
            return [.. _starts.Where(s => s.ServiceUid == serviceUid).Reverse().Take(limit)];
        }
    }

    /// <returns>Newest first.</returns>
    public IReadOnlyList<ServiceDecision> Decisions(string serviceUid, int limit)
    {
        lock (_lock)
        {
            return [.. _decisions.Where(d => d.ServiceUid == serviceUid).Reverse().Take(limit)];
        }
    }

    /// <returns>Seconds of each start from zero since then.</returns>
    public IReadOnlyList<double> FromZero(DateTimeOffset since, string? ns)
    {
        lock (_lock)
        {
            return [.. _starts.Where(s => s.IsFromZero && s.Began >= since && (ns is null || s.Namespace == ns)).Select(static s => s.TotalSeconds)];
        }
    }

    private void Add<T>(Queue<T> queue, T item, Func<T, bool> isSame)
    {
        lock (_lock)
        {
            if (queue.Any(isSame))
            {
                return;
            }

            queue.Enqueue(item);
            if (queue.Count > Most)
            {
                queue.Dequeue();
            }
        }
    }
}
