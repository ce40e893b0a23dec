using System.Globalization;
using Headroom.Placement.Fragmentation;

namespace Headroom.Placement.Booking;

/// <summary>What the containers of a pod ask for together, and how that is written by users of common GPU schedulers.</summary>
public sealed class AskedResources
{
    /// <summary>Whole GPUs, as NVIDIA's device plugin counts them.</summary>
    public const string Gpus = "nvidia.com/gpu";

    // HAMi: percent of the cores and of the memory of each GPU.
    public const string CorePercent = "nvidia.com/gpucores";
    public const string MemoryPercent = "nvidia.com/gpumem-percentage";

    // KAI: annotations instead of a resource.
    public const string Fraction = "gpu-fraction";
    public const string FractionDevices = "gpu-fraction-num-devices";

    // NVIDIA's node label as a selector, and HAMi's list of types.
    public const string Product = "nvidia.com/gpu.product";
    public const string UsedTypes = "nvidia.com/use-gputype";

    private decimal _cpu;
    private decimal _memory;
    private decimal _gpus;
    private decimal _percent;

    /// <param name="asked">A container's request by resource, or its limit where it has no request; 0 for none.</param>
    public void Add(Func<string, decimal> asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        _cpu += asked("cpu");
        _memory += asked("memory");
        _gpus += asked(Gpus);
        _percent = Math.Max(_percent, Math.Max(asked(CorePercent), asked(MemoryPercent)));
    }

    /// <param name="annotation">The pod's annotation of a name; null or empty where it has none.</param>
    /// <param name="product">Of its node selector; null or empty for any.</param>
    /// <param name="models">A set by names between bars.</param>
    /// <exception cref="FormatException">No share or number of GPUs; the message has the value.</exception>
    /// <exception cref="OverflowException">More than any node could have.</exception>
    /// <exception cref="ArgumentException">A quantity outside its range.</exception>
    public PodShape Shape(Func<string, string?> annotation, string? product, Func<string, ModelSet> models)
    {
        ArgumentNullException.ThrowIfNull(annotation);
        ArgumentNullException.ThrowIfNull(models);
        var (count, milli) = Share(annotation) ?? Devices();
        var accepted = product is { Length: > 0 } ? models(product)
            : annotation(UsedTypes) is { Length: > 0 } types ? models(types.Replace(',', '|'))
            : ModelSet.Any;
        var shape = new PodShape((int)Math.Ceiling(1000 * _cpu), (int)Math.Ceiling(_memory / (1 << 20)), count, count == 0 ? 0 : milli, accepted);
        shape.Validate();
        return shape;
    }

    private (int Gpus, int Milli) Devices()
    {
        var milli = _percent == 0 ? GpuLevels.Whole
            : _percent is > 0 and <= 100 ? (int)(10 * _percent)
            : throw new FormatException($"{CorePercent}, {MemoryPercent}: '{_percent}' is not allowed: a percentage above 0, at most 100");
        return _gpus == Math.Floor(_gpus)
            ? ((int)_gpus, milli)
            : throw new FormatException($"{Gpus}: '{_gpus}' is not allowed: whole GPUs; for a share of one annotate {Fraction} or ask for {CorePercent}");
    }

    private static (int Gpus, int Milli)? Share(Func<string, string?> annotation) =>
        annotation(Fraction) is not { Length: > 0 } text ? null
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0.001m and <= 1
                ? (SharedDevices(annotation(FractionDevices)), (int)(1000 * share))
                : throw new FormatException($"{Fraction}: '{text}' is not allowed: a share of one GPU from 0.001 to 1");

    private static int SharedDevices(string? text) =>
        string.IsNullOrEmpty(text) ? 1 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= GpuLevels.Limit
            ? count
            : throw new FormatException($"{FractionDevices}: '{text}' is not allowed: a whole number from 1 to {GpuLevels.Limit}");
}
