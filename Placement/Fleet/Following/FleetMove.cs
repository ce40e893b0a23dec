namespace Headroom.Placement.Fleet.Following;

/// <summary>Where the fleet should go.</summary>
/// <param name="Counts">GPUs by offer.</param>
/// <param name="Reason">Why.</param>
/// <param name="PlannedPerSecond">Requests/s that are planned for.</param>
public sealed record FleetMove(IReadOnlyList<int> Counts, FleetMoveReason Reason, double PlannedPerSecond);
