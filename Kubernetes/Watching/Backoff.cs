namespace Headroom.Kubernetes.Watching;

/// <summary>Pauses that double with every failure, jittered so that many clients do not return together.</summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max, Random random)
{
    private int _failures;

    /// <summary>Between half of the pause and the whole of it.</summary>
    public TimeSpan Next()
    {
        // 2^30 times any sensible minimum is beyond every maximum.
        var factor = 1L << Math.Min(_failures++, 30);
        var whole = Math.Min(max.Ticks, (double)min.Ticks * factor);
        return TimeSpan.FromTicks((long)(whole * (0.5 + random.NextDouble() / 2)));
    }

    public void Reset() => _failures = 0;
}
