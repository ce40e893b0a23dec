using Headroom.Units;

namespace Headroom.Power.Models;

/// <summary>GPU products whose power curve is known, from published measurements (docs/algorithms/power.md).</summary>
public static class GpuCatalog
{
    /// <summary>−20% of peak power at 1110 MHz; clocks from the POLCA policy; limits as the driver reports them.</summary>
    public static GpuModel A100 { get; } = new(
        "NVIDIA-A100-SXM4-80GB", Watts.FromWatts(400), Watts.FromWatts(100), new Megahertz(210), new Megahertz(1410), 15, new Megahertz(288),
        new ClockCurve(PrefillShare: .49, DecodeShare: .25, PowerExponent: 2.2, DecodeTimeExponent: .2, Uncertainty: .05));

    /// <summary>From one measurement: at half the power limit prompts take 1.30, tokens 1.00. Hence the wide uncertainty.</summary>
    public static GpuModel H100 { get; } = new(
        "NVIDIA-H100-80GB-HBM3", Watts.FromWatts(700), Watts.FromWatts(200), new Megahertz(345), new Megahertz(1980), 15, new Megahertz(345),
        new ClockCurve(PrefillShare: .92, DecodeShare: .45, PowerExponent: 3, DecodeTimeExponent: .05, Uncertainty: .15));

    private static readonly GpuModel[] Known = [A100, H100];

    /// <param name="product">As a node's label names it, or as the driver does, who writes spaces for some of its dashes.</param>
    /// <returns>Null for a product that is not known.</returns>
    public static GpuModel? Find(string product)
    {
        ArgumentNullException.ThrowIfNull(product);
        var label = product.Replace(' ', '-');
        return Array.Find(Known, m => string.Equals(m.Product, label, StringComparison.OrdinalIgnoreCase));
    }

    /// <exception cref="ArgumentException">The product is not known; the message names those that are.</exception>
    public static GpuModel Require(string product) => Find(product)
        ?? throw new ArgumentException(
            $"no power curve is known for GPU '{product}': describe it in a GpuProfile; known are {string.Join(", ", Known.Select(m => m.Product))}");
}
