using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>A node as the worst case sees it: what its host may draw, and what limits its GPUs take.</summary>
/// <param name="Name">Of the Kubernetes node.</param>
/// <param name="Domain">Index of the power domain that feeds it.</param>
/// <param name="HostMax">Everything but the GPUs: fans, network, processors, power-supply loss.</param>
/// <param name="Gpus">Empty for a node without GPUs or without an agent: <paramref name="HostMax"/> is then its nameplate.</param>
public sealed record SafetyNode(string Name, int Domain, Watts HostMax, IReadOnlyList<GpuRange> Gpus)
{
    // A board draws up to 5% more than its sensor says.
    private const long GainPercent = 105;

    /// <summary>Draw where no limit below the highest is in force.</summary>
    public Watts Nameplate => Draw(static gpu => gpu.Max);

    /// <summary>Draw at the lowest limits: the least that can be promised.</summary>
    public Watts Least => Draw(static gpu => gpu.Min);

    /// <summary>Most that it draws with these limits on its GPUs.</summary>
    /// <param name="limits">One per GPU, in their order; one under the lowest that a GPU takes counts as that.</param>
    public Watts DrawAt(IReadOnlyList<Watts> limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.Count != Gpus.Count)
        {
            throw new ArgumentException($"{Name} has {Gpus.Count} GPUs and {limits.Count} limits");
        }

        var sum = 0L;
        for (var i = 0; i < Gpus.Count; i++)
        {
            sum += Math.Max(limits[i].Milliwatts, Gpus[i].Min.Milliwatts);
        }

        return DrawOf(sum);
    }

    /// <summary>Draw with limits of this sum on its GPUs, milliwatts.</summary>
    internal Watts DrawOf(long limits) => HostMax + WithGain(limits);

    private Watts Draw(Func<GpuRange, Watts> limit) => DrawOf(Gpus.Sum(g => limit(g).Milliwatts));

    private static Watts WithGain(long milliwatts) => Watts.FromMilliwatts((milliwatts * GainPercent + 99) / 100);
}
