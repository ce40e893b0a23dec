namespace Headroom.Simulation.Fleet;

/// <summary>One GPU type alone for a demand.</summary>
/// <param name="Count">GPUs; null where it cannot keep the service level for every size, or so many cannot be had.</param>
/// <param name="DollarsPerHour">Of them.</param>
public sealed record SingleTypePlan(string Gpu, int? Count, double? DollarsPerHour);
