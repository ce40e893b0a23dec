namespace Headroom.LocalCluster.Simulation;

/// <summary>Equal nodes, named <c>name-0</c>, <c>name-1</c> …</summary>
/// <param name="Cpu">A quantity, cores.</param>
/// <param name="Memory">A quantity, bytes.</param>
/// <param name="Gpus">Devices per node, ≥ 0.</param>
/// <param name="GpuProduct">The nvidia.com/gpu.product label; null on nodes without GPUs.</param>
public sealed record NodeGroup(string Name, int Count, string Cpu, string Memory, int Gpus = 0, string? GpuProduct = null)
{
    public int Pods { get; init; } = 250;

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<NodeTaint> Taints { get; init; } = [];
}
