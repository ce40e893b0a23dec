namespace Headroom.Contracts.Power;

/// <summary>A range that a GPU's core clock is locked to.</summary>
public readonly record struct ClockRange(uint MinMegahertz, uint MaxMegahertz)
{
    public override string ToString() => $"{MinMegahertz}–{MaxMegahertz} MHz";
}
