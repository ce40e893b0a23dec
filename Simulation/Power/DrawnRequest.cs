namespace Headroom.Simulation.Power;

/// <summary>An arrival that is not placed yet.</summary>
/// <param name="Kind">0 low priority, 1 high.</param>
/// <param name="Pick">Sixteen random bits, for two servers of its class.</param>
internal readonly record struct DrawnRequest(double At, int Size, int Kind, uint Pick);
