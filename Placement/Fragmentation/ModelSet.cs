namespace Headroom.Placement.Fragmentation;

/// <summary>GPU models that a pod accepts, as bits of their index in <see cref="GpuModels"/>.</summary>
public readonly record struct ModelSet(ulong Bits)
{
    public static ModelSet Any => new(ulong.MaxValue);

    public bool IsAny => Bits == ulong.MaxValue;

    public bool Contains(int model) => (Bits >> model & 1) != 0;
}
