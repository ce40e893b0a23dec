using Headroom.Contracts.Power;
using Headroom.Operators.Power.Api;
using Headroom.Power.Models;
using Headroom.Power.Safety;
using Headroom.Units;

namespace Headroom.Operators.Power.Fleet;

/// <summary>Which GPUs a node has, and within which limits.</summary>
/// <param name="Product">Of its first GPU, as the driver names it.</param>
/// <param name="Ranges">Of every GPU, in the order of the report.</param>
/// <param name="MaxClock">Highest core clock; null where the driver does not say.</param>
internal sealed record ServerKind(string Product, IReadOnlyList<GpuRange> Ranges, uint? MaxClock)
{
    // Most A100 hosts idle at 40% of what they draw at their most.
    private const double HostIdleShare = .4;
    private const double GpuIdleShare = .2;
    private const double UnknownUncertainty = .3;

    /// <returns>Null without a GPU whose limits are known.</returns>
    public static ServerKind? Of(NodeReport report)
    {
        var ranges = new List<GpuRange>(report.Gpus.Count);
        foreach (var gpu in report.Gpus)
        {
            if (RangeOf(gpu) is not { } range)
            {
                return null;
            }

            ranges.Add(range);
        }

        return ranges.Count == 0 ? null : new ServerKind(report.Gpus[0].Model, ranges, report.Gpus[0].MaxCoreMegahertz);
    }

    /// <summary>Whether a report shows what is known already; makes nothing, for it is asked of each.</summary>
    public bool IsOf(NodeReport report)
    {
        if (report.Gpus.Count != Ranges.Count || report.Gpus[0].Model != Product || report.Gpus[0].MaxCoreMegahertz != MaxClock)
        {
            return false;
        }

        for (var i = 0; i < Ranges.Count; i++)
        {
            if (RangeOf(report.Gpus[i]) != Ranges[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As an earlier leader saw it.</summary>
    /// <returns>Null where it saw no GPU, or not what one takes.</returns>
    public static ServerKind? Of(NodePowerStatus? seen)
    {
        var gpus = seen?.Gpus ?? [];
        return gpus.Count == 0 || gpus.Any(static g => g.MaxLimitWatts is null)
            ? null
            : new ServerKind(gpus[0].Model, [.. gpus.Select(static g => Range(g.MinLimitWatts, g.MaxLimitWatts ?? 0))], MaxClock: null);
    }

    /// <summary>What a product is planned with that no curve is published for; null otherwise.</summary>
    public string? UnknownNote => GpuCatalog.Find(Product) is null && Within(Unknown()) is var planned
        ? $"{Product}: planned with up to {planned.Tdp} a GPU, {planned.MinClock} to {planned.MaxClock} and a curve that may be {100 * planned.Curve.Uncertainty:0}% off"
        : null;

    /// <summary>What is planned with where the driver's highest clock is below the one that is known; null otherwise.</summary>
    public string? ClockNote => GpuCatalog.Find(Product) is { } known && MaxClock < known.MaxClock.Value
        ? $"{Product} reports a highest clock of {MaxClock} MHz where {known.MaxClock} is known: planned with {Within(known).MaxClock}"
        : null;

    /// <summary>Nodes of one product and size are capped alike.</summary>
    public string Group(int level) => $"{Product} × {Ranges.Count}, level {level}";

    /// <summary>Watts against what its GPUs do; a product without a published curve gets a cautious one.</summary>
    public ServerModel Model(Watts hostMax)
    {
        var gpu = Within(GpuCatalog.Find(Product) ?? Unknown());
        var gpus = gpu.Tdp.Times(Ranges.Count).ToWatts();
        return new ServerModel(
            gpu, Ranges.Count,
            Watts.FromWatts(HostIdleShare * hostMax.ToWatts() + GpuIdleShare * gpus),
            Watts.FromWatts(hostMax.ToWatts() + gpus),
            GpuIdleShare);
    }

    public bool Equals(ServerKind? other) =>
        other is not null && Product == other.Product && MaxClock == other.MaxClock && Ranges.SequenceEqual(other.Ranges);

    public override int GetHashCode() => HashCode.Combine(Product, Ranges.Count);

    // No clock is ever asked for that the driver says the card has not: a product comes with several highest clocks.
    private GpuModel Within(GpuModel gpu)
    {
        if (MaxClock is not { } most || most >= gpu.MaxClock.Value)
        {
            return gpu;
        }

        var steps = Math.Max(1, ((int)most - gpu.MinClock.Value) / gpu.ClockStep);
        return gpu with { MaxClock = new Megahertz(gpu.MinClock.Value + steps * gpu.ClockStep) };
    }

    private static GpuRange? RangeOf(in GpuReport gpu) => gpu.MaxLimitMilliwatts is { } most
        ? new GpuRange(Watts.FromMilliwatts(Math.Min(gpu.MinLimitMilliwatts ?? most, most)), Watts.FromMilliwatts(most))
        : null;

    private static GpuRange Range(long? least, long most) =>
        new(Watts.FromMilliwatts(Math.Min(least ?? most, most) * 1000), Watts.FromMilliwatts(most * 1000));

    private GpuModel Unknown()
    {
        const int Step = 15;
        var most = (int)(MaxClock ?? 1410) / Step * Step;
        return new GpuModel(
            Product, Ranges[0].Max, Ranges[0].Min, new Megahertz(most / 5 / Step * Step), new Megahertz(most), Step, new Megahertz(most / 5 / Step * Step),
            new ClockCurve(PrefillShare: .5, DecodeShare: .25, PowerExponent: 2.2, DecodeTimeExponent: .2, UnknownUncertainty));
    }
}
