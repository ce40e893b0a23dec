namespace Headroom.Kubernetes.Queues;

/// <summary>Spreads reservations at a steady rate after a burst. Not safe for concurrent use by itself.</summary>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider time)
{
    private double _tokens = burst;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes one token, now or from the future.</summary>
    /// <returns>How long until the token is there.</returns>
    public TimeSpan Reserve()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
        _tokens--;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
    }
}
