namespace Headroom.Placement.Fragmentation;

/// <summary>What a pod asks of a node.</summary>
/// <param name="CpuMilli">Thousandths of a core, ≥ 0.</param>
/// <param name="MemoryMib">MiB, ≥ 0.</param>
/// <param name="GpuCount">GPUs, 0 to 8; none for a pod of CPU and memory only.</param>
/// <param name="GpuMilli">Of each GPU, in thousandths: 1000 takes it whole, less shares it. 0 where no GPU is asked for.</param>
/// <param name="Models">The GPU models that will do.</param>
public readonly record struct PodShape(int CpuMilli, int MemoryMib, int GpuCount, int GpuMilli, ModelSet Models)
{
    /// <summary>Thousandths of GPUs over all that are asked for.</summary>
    public int TotalGpuMilli => GpuCount * GpuMilli;

    /// <summary>Its GPUs are shared with nobody.</summary>
    public bool IsWhole => GpuMilli == GpuLevels.Whole;

    /// <exception cref="ArgumentException">A quantity is outside its range; the message says which.</exception>
    public void Validate()
    {
        var (isPart, isNone) = (GpuCount is >= 1 and <= GpuLevels.Limit && GpuMilli is >= 1 and <= GpuLevels.Whole, GpuCount == 0 && GpuMilli == 0);
        if (CpuMilli < 0 || MemoryMib < 0 || !(isPart || isNone))
        {
            throw new ArgumentException(
                $"{GpuCount} GPUs of {GpuMilli} thousandths, {CpuMilli} milli-CPU, {MemoryMib} MiB: a pod asks for 0 to "
                + $"{GpuLevels.Limit} GPUs of 1 to {GpuLevels.Whole} thousandths each and for no negative quantity");
        }
    }
}
