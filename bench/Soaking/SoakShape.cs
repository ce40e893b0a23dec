namespace Headroom.Bench.Soaking;

/// <summary>How large and how long the run is.</summary>
/// <param name="Autoscalers">PredictiveAutoscalers, each with a Deployment of its own.</param>
/// <param name="Length">Wall time with faults.</param>
/// <param name="ChangesPerSecond">New counts asked for per second.</param>
/// <param name="LeaderEvery">Wall time between two blows at the leader: killed and put to sleep by turns.</param>
/// <param name="Lease">Duration of the lease.</param>
internal sealed record SoakShape(int Autoscalers, TimeSpan Length, int ChangesPerSecond, TimeSpan LeaderEvery, TimeSpan Lease)
{
    public static SoakShape Full { get; } = new(500, TimeSpan.FromMinutes(10), 20, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));

    public static SoakShape Quick { get; } = new(20, TimeSpan.FromSeconds(6), 10, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2));

    /// <summary>Longer than the lease, so that a sleeper wakes after another has taken over.</summary>
    public TimeSpan Sleep => Lease * 1.3;

    /// <summary>The last third leaves the leaders alone, so that the memory of long lives can be compared.</summary>
    public TimeSpan LeaderUntil => Length * (2 / 3.0);
}
