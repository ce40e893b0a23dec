namespace Headroom.Simulation.Scaling;

/// <summary>How far the count may go.</summary>
/// <param name="Min">Fewest replicas, ≥ 1.</param>
/// <param name="Max">Most replicas, ≥ <paramref name="Min"/>.</param>
/// <param name="MaxChange">Most replicas that one decision adds or removes.</param>
public sealed record ReplayBounds(int Min, int Max, int MaxChange = ReplayBounds.Unlimited)
{
    private const int Unlimited = 1_000_000;

    /// <summary>Those of BACC's simulator.</summary>
    public static ReplayBounds Bacc { get; } = new(1, Unlimited, 100);

    public int Clamp(int replicas) => Math.Clamp(replicas, Min, Max);
}
