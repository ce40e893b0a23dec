namespace Headroom.Placement.Fleet;

/// <param name="Name">Of the GPU type.</param>
/// <param name="DollarsPerHour">For one; above 0.</param>
/// <param name="Available">The most that can be had, 0 or more.</param>
public sealed record FleetGpu(string Name, double DollarsPerHour, int Available = 10_000);
