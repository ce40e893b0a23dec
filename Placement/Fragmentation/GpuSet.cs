using System.Numerics;

namespace Headroom.Placement.Fragmentation;

/// <summary>Some of a node's GPUs, by index.</summary>
public readonly record struct GpuSet(byte Bits)
{
    public static GpuSet None => default;

    public int Count => BitOperations.PopCount(Bits);

    public bool Contains(int gpu) => (Bits >> gpu & 1) != 0;

    public GpuSet With(int gpu) => new((byte)(Bits | 1 << gpu));
}
