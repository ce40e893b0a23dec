using Headroom.Units;

namespace Headroom.Power.Models;

/// <summary>One GPU product: its ranges and what clocks and power limits do to it.</summary>
/// <param name="Product">As node labels name it, such as NVIDIA-A100-SXM4-80GB.</param>
/// <param name="ClockStep">Distance of two clocks that can be locked, MHz.</param>
/// <param name="BrakeClock">What the hardware brake leaves.</param>
public sealed record GpuModel(
    string Product, Watts Tdp, Watts MinPowerLimit, Megahertz MinClock, Megahertz MaxClock, int ClockStep, Megahertz BrakeClock,
    ClockCurve Curve)
{
    public double Ratio(Megahertz clock) => (double)clock.Value / MaxClock.Value;

    /// <summary>Refuses a clock that cannot be locked on this product.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside the range; the message has the numbers.</exception>
    public Megahertz Checked(Megahertz clock) => clock >= MinClock && clock <= MaxClock
        ? clock
        : throw new ArgumentOutOfRangeException(nameof(clock), $"{clock} is outside {MinClock} to {MaxClock} of {Product}");

    /// <summary>How much longer a phase takes under a power limit: the clock falls until the phase fits.</summary>
    /// <param name="limit">Per GPU, at least <see cref="MinPowerLimit"/>.</param>
    /// <param name="phaseShare">What the phase draws at the highest clock, as a share of TDP.</param>
    /// <returns>The clock ratio that results, in (0, 1].</returns>
    public double RatioUnder(Watts limit, double phaseShare) =>
        Curve.PrefillRatio((double)limit.Milliwatts / Tdp.Milliwatts / phaseShare);
}
