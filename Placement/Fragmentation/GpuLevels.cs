namespace Headroom.Placement.Fragmentation;

/// <summary>Free thousandths of up to eight GPUs, packed into two words so that a node's state is a small key.</summary>
public readonly record struct GpuLevels(ulong Low, ulong High)
{
    /// <summary>GPUs of a node.</summary>
    public const int Limit = 8;

    /// <summary>Thousandths of a GPU that nobody uses.</summary>
    public const int Whole = 1000;

    private const int Lane = 16;

    public int this[int gpu] => (int)((gpu < 4 ? Low : High) >> (Lane * (gpu & 3))) & 0xFFFF;

    /// <param name="count">GPUs, all idle.</param>
    public static GpuLevels Idle(int count)
    {
        var levels = default(GpuLevels);
        for (var gpu = 0; gpu < count; gpu++)
        {
            levels = levels.With(gpu, Whole);
        }

        return levels;
    }

    public GpuLevels With(int gpu, int level)
    {
        var shift = Lane * (gpu & 3);
        return gpu < 4
            ? new GpuLevels(Low & ~(0xFFFFUL << shift) | (ulong)level << shift, High)
            : new GpuLevels(Low, High & ~(0xFFFFUL << shift) | (ulong)level << shift);
    }

    public GpuLevels Plus(GpuSet gpus, int milli)
    {
        var levels = this;
        for (var gpu = 0; gpu < Limit; gpu++)
        {
            if (gpus.Contains(gpu))
            {
                levels = levels.With(gpu, levels[gpu] + milli);
            }
        }

        return levels;
    }

    /// <summary>The first <paramref name="count"/> in ascending order, the rest zero: equal for GPUs that differ in name only.</summary>
    public GpuLevels Sorted(int count)
    {
        Span<int> sorted = stackalloc int[Limit];
        for (var gpu = 0; gpu < count; gpu++)
        {
            var (level, at) = (this[gpu], gpu);
            for (; at > 0 && sorted[at - 1] > level; at--)
            {
                sorted[at] = sorted[at - 1];
            }

            sorted[at] = level;
        }

        var levels = default(GpuLevels);
        for (var gpu = 0; gpu < count; gpu++)
        {
            levels = levels.With(gpu, sorted[gpu]);
        }

        return levels;
    }

    public int Sum()
    {
        var sum = 0;
        for (var gpu = 0; gpu < Limit; gpu++)
        {
            sum += this[gpu];
        }

        return sum;
    }

    /// <returns>GPUs with at least <paramref name="milli"/> free; <paramref name="milli"/> ≥ 1.</returns>
    public int CountWith(int milli)
    {
        var count = 0;
        for (var gpu = 0; gpu < Limit; gpu++)
        {
            count += this[gpu] >= milli ? 1 : 0;
        }

        return count;
    }
}
