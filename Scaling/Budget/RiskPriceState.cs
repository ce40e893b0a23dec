namespace Headroom.Scaling.Budget;

/// <summary>All that a <see cref="RiskPrice"/> has learned, to be kept over a restart.</summary>
/// <param name="LogStart">ln of the price it began with.</param>
/// <param name="LogPrice">ln of the price as adapted since.</param>
/// <param name="Balance">Misses that are left, negative where overspent.</param>
/// <param name="Missed">Remembered misses.</param>
/// <param name="Kept">Remembered intervals without one.</param>
public sealed record RiskPriceState(double? LogStart, double LogPrice, double Balance, double Missed, double Kept);
