namespace Headroom.ControlPlane.Api.Journal;

/// <summary>
/// Event ids: microseconds since 1970 of the wall clock, made unique and increasing. One scheme with and without a
/// database, so that a stream resumes across an outage; a range of ids is a range of days, so partitions are by id; and
/// below 2^53 until the year 2255, so JavaScript reads them exactly.
/// </summary>
internal sealed class EventIds
{
    private readonly TimeProvider _time;
    private long _last;

    public EventIds(TimeProvider time)
    {
        _time = time;
        _last = Start = FromTime(time.GetUtcNow());
    }

    /// <summary>Ids at or below this one were not given by this process.</summary>
    public long Start { get; }

    public static long FromTime(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>How far apart ids are that were given a while apart.</summary>
    public static long Span(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long id) => DateTimeOffset.UnixEpoch.AddTicks(id * TimeSpan.TicksPerMicrosecond);

    public long Next()
    {
        long now = FromTime(_time.GetUtcNow());
        while (true)
        {
            long last = Volatile.Read(ref _last);
            long next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }

    /// <summary>Continues after the newest stored id: the wall clock may have been set back since it was given.</summary>
    public void ContinueAfter(long id)
    {
        long last = Volatile.Read(ref _last);
        while (id > last)
        {
            long seen = Interlocked.CompareExchange(ref _last, id, last);
            if (seen == last)
            {
                return;
            }

            last = seen;
        }
    }
}
