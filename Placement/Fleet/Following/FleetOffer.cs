namespace Headroom.Placement.Fleet.Following;

/// <summary>A way to get GPUs of a type: on demand, or spot, which is cheaper and may be taken back.</summary>
/// <param name="Type">Place of the type among the profiles.</param>
/// <param name="DollarsPerHour">For one; above 0.</param>
/// <param name="InterruptionsPerHour">Chance that one is taken back, per hour; 0 on demand.</param>
public sealed record FleetOffer(int Type, double DollarsPerHour, double InterruptionsPerHour = 0)
{
    public bool IsSpot => InterruptionsPerHour > 0;

    /// <summary>With what its interruptions cost: each pays for the start of another.</summary>
    /// <param name="startHours">Time a node takes to start.</param>
    public double DollarsWithRisk(double startHours) => DollarsPerHour * (1 + InterruptionsPerHour * startHours);
}
