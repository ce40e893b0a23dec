using Headroom.Placement.Fragmentation;

namespace Headroom.Operators.Scheduling;

/// <summary>What the containers of a pod ask for together, and how that is written by users of common GPU schedulers.</summary>
internal sealed class AskedResources
{
    public const string Gpus = "nvidia.com/gpu";

    // HAMi: percent of the cores and of the memory of each GPU.
    private const string CorePercent = "nvidia.com/gpucores";
    private const string MemoryPercent = "nvidia.com/gpumem-percentage";

    private decimal _cpu;
    private decimal _memory;
    private decimal _gpus;
    private decimal _percent;

    /// <param name="asked">A container's request by resource, or its limit where it has no request; 0 for none.</param>
    public void Add(Func<string, decimal> asked)
    {
        _cpu += asked("cpu");
        _memory += asked("memory");
        _gpus += asked(Gpus);
        _percent = Math.Max(_percent, Math.Max(asked(CorePercent), asked(MemoryPercent)));
    }

    /// <param name="share">Of an annotation instead of a resource; null for none.</param>
    /// <param name="models">That it accepts.</param>
    /// <exception cref="FormatException">No share or number of GPUs; the message has the value.</exception>
    public PodShape Shape((int Gpus, int Milli)? share, ModelSet models)
    {
        var milli = _percent == 0 ? GpuLevels.Whole
            : _percent is > 0 and <= 100 ? (int)(10 * _percent)
            : throw new FormatException($"{CorePercent}, {MemoryPercent}: '{_percent}' is not allowed: a percentage above 0, at most 100");
        var count = _gpus == Math.Floor(_gpus) ? (int)_gpus
            : throw new FormatException($"{Gpus}: '{_gpus}' is not allowed: whole GPUs; for a share of one annotate gpu-fraction or ask for {CorePercent}");
        (count, milli) = share ?? (count, milli);
        return new PodShape((int)Math.Ceiling(1000 * _cpu), (int)Math.Ceiling(_memory / (1 << 20)), count, count == 0 ? 0 : milli, models);
    }
}
