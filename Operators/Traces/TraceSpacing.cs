namespace Headroom.Operators.Traces;

/// <summary>How far apart the rows of a series are.</summary>
internal static class TraceSpacing
{
    // Below this share of rows on the commonest spacing a file is not a series but single events.
    private const double RegularShare = 0.5;

    /// <param name="times">In order.</param>
    /// <returns>The commonest spacing; null where there is no such.</returns>
    public static TimeSpan? Find(IEnumerable<DateTimeOffset> times)
    {
        var counts = new Dictionary<TimeSpan, int>();
        var all = 0;
        DateTimeOffset? last = null;
        foreach (var time in times)
        {
            if (last is { } before && time > before)
            {
                counts[time - before] = counts.GetValueOrDefault(time - before) + 1;
                all++;
            }

            last = time;
        }

        return all > 0 && counts.MaxBy(static c => c.Value) is var commonest && commonest.Value >= RegularShare * all ? commonest.Key : null;
    }
}
