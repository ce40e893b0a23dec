using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>What a node draws at a share of its GPUs' ranges, counted once for all GPUs that take the same limits.</summary>
internal sealed class RisingNode
{
    private readonly SafetyNode _node;
    private readonly (GpuRange Range, int Count)[] _kinds;

    /// <param name="isAbsent">Its agent is silent: it stays at its nameplate whatever the share.</param>
    public RisingNode(SafetyNode node, bool isAbsent)
    {
        _node = node;
        _kinds = [.. node.Gpus.CountBy(static g => g).Select(static k => (k.Key, k.Value))];
        Nameplate = node.Nameplate.Milliwatts;
        IsFixed = isAbsent || node.Gpus.Count == 0;
    }

    public long Nameplate { get; }

    public bool IsFixed { get; }

    /// <summary>Once it rises no more: at which share it stopped. Null while it rises.</summary>
    public double? Stopped { get; set; }

    /// <summary>Milliwatts with every GPU at its limit for the share.</summary>
    public long DrawAt(double share)
    {
        if (IsFixed)
        {
            return Nameplate;
        }

        var sum = 0L;
        foreach (var (range, count) in _kinds)
        {
            sum += count * LimitOf(range, Stopped ?? share);
        }

        return _node.DrawOf(sum).Milliwatts;
    }

    /// <summary>The limits that it stopped at; the lowest for one whose agent is silent.</summary>
    public Watts[] Limits() => [.. _node.Gpus.Select(g => Watts.FromMilliwatts(LimitOf(g, IsFixed ? 0 : Stopped ?? 0)))];

    // Whole watts, as drivers take them, downwards.
    private static long LimitOf(GpuRange range, double share) => Math.Max(
        range.Min.Milliwatts, (long)(range.Min.Milliwatts + share * (range.Max.Milliwatts - range.Min.Milliwatts)) / 1000 * 1000);
}
