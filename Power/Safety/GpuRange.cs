using Headroom.Units;

namespace Headroom.Power.Safety;

/// <summary>What power limits one GPU accepts, as its driver reads them back.</summary>
/// <param name="Min">Lowest limit.</param>
/// <param name="Max">Highest limit, ≥ <paramref name="Min"/>: what it draws where nobody limits it.</param>
public readonly record struct GpuRange(Watts Min, Watts Max);
