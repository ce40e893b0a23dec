namespace Headroom.Kubernetes.Queues;

/// <summary>How a queue slows down what keeps failing.</summary>
public sealed record WorkQueueOptions
{
    /// <summary>Label of the metrics.</summary>
    public required string Name { get; init; }

    /// <summary>Wait after the first failure of a key; it doubles with each one.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Retries per second over all keys, once <see cref="RetryBurst"/> is used up.</summary>
    public double RetriesPerSecond { get; init; } = 50;

    /// <summary>Retries that may go at once.</summary>
    public int RetryBurst { get; init; } = 500;
}
