namespace Headroom.Simulation.Placement;

/// <param name="AllocatedPercent">GPU in use, mean over time.</param>
/// <param name="RejectedPercent">Of the pods.</param>
/// <param name="RejectedGpuPercent">Of the GPU that pods asked for.</param>
/// <param name="Pods">That came after the warm-up.</param>
public sealed record ChurnOutcome(double AllocatedPercent, double RejectedPercent, double RejectedGpuPercent, int Pods);
