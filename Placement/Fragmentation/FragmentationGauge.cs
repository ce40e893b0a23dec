namespace Headroom.Placement.Fragmentation;

/// <summary>How much of a node's idle GPU the next pod is not expected to be able to use.</summary>
/// <remarks>
/// Weng et al., "Beware of Fragmentation: Scheduling GPU-Sharing Workloads with Fragmentation Gradient Descent", ATC 2023.
/// F(n) = Σ_m p_m·F_n(m) over typical pods m. F_n(m) is all idle GPU when m asks for no GPU or does not fit (GPU, CPU or
/// model), else the sum of what is left on GPUs with less than m needs of one.
/// </remarks>
public sealed class FragmentationGauge
{
    private readonly TypicalPod[] _typical;

    /// <param name="typical">Typical pods; their memory is not looked at.</param>
    public FragmentationGauge(IReadOnlyList<TypicalPod> typical)
    {
        ArgumentNullException.ThrowIfNull(typical);
        _typical = [.. typical];
    }

    /// <returns>Thousandths of GPUs, between 0 and what is idle.</returns>
    public double Of(in NodeState node)
    {
        var idle = node.Free.Sum();
        if (idle == 0)
        {
            return 0;
        }

        var (sum, free) = (0.0, node.Free);
        Span<int> levels = stackalloc int[GpuLevels.Limit];
        for (var gpu = 0; gpu < GpuLevels.Limit; gpu++)
        {
            levels[gpu] = free[gpu];
        }

        foreach (ref readonly var typical in _typical.AsSpan())
        {
            var pod = typical.Shape;
            var lost = idle;
            if (pod.GpuCount > 0 && pod.CpuMilli <= node.CpuMilli && pod.Models.Contains(node.Model))
            {
                lost = Unusable(levels, pod, idle);
            }

            sum += typical.Share * lost;
        }

        return sum;
    }

    private static int Unusable(ReadOnlySpan<int> levels, in PodShape pod, int idle)
    {
        var (usable, count) = (0, 0);
        foreach (var level in levels)
        {
            if (level >= pod.GpuMilli)
            {
                usable += level;
                count++;
            }
        }

        return count >= pod.GpuCount ? idle - usable : idle;
    }
}
