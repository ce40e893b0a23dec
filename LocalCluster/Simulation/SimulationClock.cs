namespace Headroom.LocalCluster.Simulation;

/// <summary>Shortens simulated delays; the time of day stays real.</summary>
internal sealed class SimulationClock(TimeProvider time, double speed)
{
    public double Speed => speed;

    public DateTimeOffset Now => time.GetUtcNow();

    public Task DelayAsync(TimeSpan delay, CancellationToken ct) => Task.Delay(Shorten(delay), time, ct);

    public TimeSpan Shorten(TimeSpan delay) => delay / speed;
}
