namespace Headroom.Placement.Fragmentation;

/// <summary>GPU that is still idle on a node after pods have been offered to it: the mean over the sequences.</summary>
internal sealed class FillEstimate(FillSequences sequences)
{
    private readonly float[] _comes = Ones(sequences.Shapes.Count);

    /// <summary>Share of each shape's pods that are expected to come to a node that could take them, 0 to 1.</summary>
    public Span<float> Comes => _comes;

    /// <returns>Thousandths of GPUs.</returns>
    public double IdleAfter(in NodeState node) => Run(node, [], 0);

    /// <summary>Adds the pods that nodes of this state take to <paramref name="taken"/>, by shape.</summary>
    public void Count(in NodeState node, int nodes, Span<double> taken) => Run(node, taken, nodes / (double)sequences.Count);

    private double Run(in NodeState node, Span<double> taken, double weight)
    {
        var idle = node.Free.Sum();
        if (idle == 0)
        {
            return 0;
        }

        var sum = 0;
        Span<int> levels = stackalloc int[GpuLevels.Limit];
        levels = levels[..node.GpuCount];
        for (var sequence = 0; sequence < sequences.Count; sequence++)
        {
            for (var gpu = 0; gpu < levels.Length; gpu++)
            {
                levels[gpu] = node.Free[gpu];
            }

            sum += Offer(sequence, node, levels, idle, taken, weight);
        }

        return (double)sum / sequences.Count;
    }

    private int Offer(int sequence, in NodeState node, Span<int> levels, int idle, Span<double> taken, double weight)
    {
        var (cpu, memory) = (node.CpuMilli, node.MemoryMib);
        var pods = sequences[sequence];
        for (var i = 0; i < pods.Length && CanTakeMore(sequence, i, cpu, levels[^1]); i++)
        {
            ref readonly var pod = ref pods[i];
            if (pod.CpuMilli > cpu || pod.MemoryMib > memory || levels[^1] < pod.GpuMilli || pod.Luck > _comes[pod.Shape]
                || (pod.Models >> node.Model & 1) == 0 || !TryTake(levels, pod))
            {
                continue;
            }

            (cpu, memory, idle) = (cpu - pod.CpuMilli, memory - pod.MemoryMib, idle - pod.GpuMilli * pod.GpuCount);
            if (!taken.IsEmpty)
            {
                taken[pod.Shape] += weight;
            }
        }

        return idle;
    }

    private bool CanTakeMore(int sequence, int position, int cpuMilli, int freest)
    {
        var (leastCpu, leastGpu) = sequences.LeastFromHere(sequence, position);
        return cpuMilli >= leastCpu && freest >= leastGpu;
    }

    // Levels ascend before and after. Whole GPUs are the last ones; a share goes to the tightest.
    private static bool TryTake(Span<int> levels, in FillPod pod)
    {
        var first = levels.Length - pod.GpuCount;
        if (first < 0 || levels[first] < pod.GpuMilli)
        {
            return false;
        }

        while (first > 0 && levels[first - 1] >= pod.GpuMilli)
        {
            first--;
        }

        for (var taken = 0; taken < pod.GpuCount; taken++)
        {
            var (at, left) = (first + taken, levels[first + taken] - pod.GpuMilli);
            for (; at > 0 && levels[at - 1] > left; at--)
            {
                levels[at] = levels[at - 1];
            }

            levels[at] = left;
        }

        return true;
    }

    private static float[] Ones(int count)
    {
        var ones = new float[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
