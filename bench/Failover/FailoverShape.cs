namespace Headroom.Bench.Failover;

/// <summary>How long the run is.</summary>
/// <param name="Autoscalers">In mode Apply, each with a Deployment of its own.</param>
/// <param name="Kills">SIGKILLs of whoever leads.</param>
/// <param name="ChangesPerSecond">New bounds, each of which must become one write of a scale.</param>
/// <param name="Sleep">How long a leader is stopped: past its lease.</param>
/// <param name="Outage">How long the broker, then the database, is away.</param>
internal sealed record FailoverShape(int Autoscalers, int Kills, double ChangesPerSecond, TimeSpan Sleep, TimeSpan Outage)
{
    public static FailoverShape Full { get; } = new(20, 20, 4, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10));

    public static FailoverShape Quick { get; } = new(6, 2, 4, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(2));
}
