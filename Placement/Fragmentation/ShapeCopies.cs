namespace Headroom.Placement.Fragmentation;

/// <summary>How many pods of a shape a node could still take if nothing else came.</summary>
internal static class ShapeCopies
{
    public static int In(in NodeState node, in PodShape pod)
    {
        if (!pod.Models.Contains(node.Model))
        {
            return 0;
        }

        var copies = 0;
        for (var gpu = 0; gpu < node.GpuCount; gpu++)
        {
            copies += node.Free[gpu] / pod.GpuMilli;
        }

        if (pod.GpuCount > 1)
        {
            // Shares of several GPUs count as if each GPU were used once.
            copies = node.Free.CountWith(pod.GpuMilli) / pod.GpuCount;
        }

        copies = pod.CpuMilli > 0 ? Math.Min(copies, node.CpuMilli / pod.CpuMilli) : copies;
        return pod.MemoryMib > 0 ? Math.Min(copies, node.MemoryMib / pod.MemoryMib) : copies;
    }
}
