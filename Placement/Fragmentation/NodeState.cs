namespace Headroom.Placement.Fragmentation;

/// <summary>What a node has left.</summary>
/// <param name="Model">Index of its GPU model.</param>
/// <param name="GpuCount">GPUs it has, 0 to 8.</param>
/// <param name="CpuMilli">Free, in thousandths of a core.</param>
/// <param name="MemoryMib">Free, in MiB.</param>
/// <param name="Free">Free thousandths of each GPU.</param>
public readonly record struct NodeState(int Model, int GpuCount, int CpuMilli, int MemoryMib, GpuLevels Free)
{
    // States are looked up many times a decision; the generated hash takes each field through a comparer of its own.
    public override int GetHashCode()
    {
        var mixed = (Free.Low * 0x9E3779B97F4A7C15UL) ^ (Free.High * 0xC2B2AE3D27D4EB4FUL)
            ^ ((ulong)(uint)CpuMilli << 32 | (uint)MemoryMib) * 0x165667B19E3779F9UL ^ (ulong)(Model << 8 | GpuCount);
        mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9UL;
        return (int)(mixed >> 32);
    }

    /// <summary>The same for nodes that differ only in which GPU is which.</summary>
    public NodeState Canonical() => this with { Free = Free.Sorted(GpuCount) };

    public bool Fits(in PodShape pod) =>
        CpuMilli >= pod.CpuMilli && MemoryMib >= pod.MemoryMib
        && (pod.GpuCount == 0 || (pod.Models.Contains(Model) && Free.CountWith(pod.GpuMilli) >= pod.GpuCount));

    public NodeState Less(in PodShape pod, GpuSet gpus) => this with
    {
        CpuMilli = CpuMilli - pod.CpuMilli, MemoryMib = MemoryMib - pod.MemoryMib, Free = Free.Plus(gpus, -pod.GpuMilli),
    };

    public NodeState Plus(in PodShape pod, GpuSet gpus) => this with
    {
        CpuMilli = CpuMilli + pod.CpuMilli, MemoryMib = MemoryMib + pod.MemoryMib, Free = Free.Plus(gpus, pod.GpuMilli),
    };

    /// <summary>The GPUs with the least that is enough, lowest index first; the pod fits.</summary>
    public GpuSet Tightest(in PodShape pod)
    {
        var gpus = GpuSet.None;
        for (var taken = 0; taken < pod.GpuCount; taken++)
        {
            var (best, least) = (0, int.MaxValue);
            for (var gpu = 0; gpu < GpuCount; gpu++)
            {
                if (Free[gpu] >= pod.GpuMilli && Free[gpu] < least && !gpus.Contains(gpu))
                {
                    (best, least) = (gpu, Free[gpu]);
                }
            }

            gpus = gpus.With(best);
        }

        return gpus;
    }
}
