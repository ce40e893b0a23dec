namespace Headroom.Kubernetes.Events;

/// <summary>Who reports, and how much is kept back while the server is slow.</summary>
public sealed record EventRecorderOptions
{
    /// <summary>Such as <c>headroom.dev/operator</c>.</summary>
    public required string Controller { get; init; }

    /// <summary>The replica, such as the pod's name.</summary>
    public required string Instance { get; init; }

    /// <summary>Events waiting to be written; further ones are dropped and counted.</summary>
    public int Capacity { get; init; } = 1000;

    /// <summary>How long a shutdown waits for what is still to be written.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Repetitions within so long of the last one join its series, as in client-go.</summary>
    public TimeSpan SeriesWindow { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>Series remembered; the oldest goes first. Bounds memory, at the price of a duplicate event.</summary>
    public int MaxSeries { get; init; } = 4096;
}
