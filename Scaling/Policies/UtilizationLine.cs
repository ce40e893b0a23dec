namespace Headroom.Scaling.Policies;

/// <summary>How full replicas are at a load: base + slope · load / replicas, and how full they may be.</summary>
/// <param name="Base">Utilization without load, [0, Limit).</param>
/// <param name="Slope">Utilization per unit of load on one replica, &gt; 0.</param>
/// <param name="Limit">Above this a step counts as violated, (0, 1].</param>
public sealed record UtilizationLine(double Base, double Slope, double Limit)
{
    /// <summary>The line of BACC's simulator.</summary>
    public static UtilizationLine Bacc { get; } = new(0.10, 0.005, 0.5);

    /// <summary>Utilization in proportion to load, at the limit where a replica is full; BACC's constants keep their meaning.</summary>
    /// <param name="capacity">Load that one replica carries, &gt; 0.</param>
    public static UtilizationLine Carrying(double capacity) => new(0.0, Bacc.Limit / capacity, Bacc.Limit);

    /// <summary>Load that one replica carries at the limit.</summary>
    public double PerReplica => (Limit - Base) / Slope;

    public double At(double load, int replicas) => Base + Slope * load / Math.Max(replicas, 1);

    /// <summary>Fewest replicas that stay at or under a utilization.</summary>
    /// <param name="load">≥ 0.</param>
    /// <param name="utilization">In (Base, 1].</param>
    public int Replicas(double load, double utilization) =>
        Math.Max(1, (int)Math.Ceiling(Slope * load / (utilization - Base) - 1e-9));
}
