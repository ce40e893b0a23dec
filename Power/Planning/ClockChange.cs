using Headroom.Units;

namespace Headroom.Power.Planning;

/// <summary>One GPU's next locked clock.</summary>
public readonly record struct ClockChange(int Gpu, Megahertz Clock);
