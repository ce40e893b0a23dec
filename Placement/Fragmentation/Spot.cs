namespace Headroom.Placement.Fragmentation;

/// <summary>Where a pod goes.</summary>
/// <param name="Node">Index of the node in its cluster.</param>
/// <param name="Gpus">The GPUs it gets there.</param>
public readonly record struct Spot(int Node, GpuSet Gpus);
