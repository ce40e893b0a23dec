namespace Headroom.Placement.Fragmentation;

/// <summary>One pod of a sequence, laid out for the inner loop.</summary>
/// <param name="Luck">It comes when the share of its shape that is expected to come is above this, 0 to 1.</param>
internal readonly record struct FillPod(int CpuMilli, int MemoryMib, int GpuMilli, int GpuCount, ulong Models, int Shape, float Luck);
