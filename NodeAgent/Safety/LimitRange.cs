namespace Headroom.NodeAgent.Safety;

/// <summary>The power limits that a card accepts, as it says itself, in milliwatts.</summary>
internal readonly record struct LimitRange(uint Min, uint Max, uint Default)
{
    /// <summary>A card that does not tell: any limit may be tried.</summary>
    public static LimitRange Unknown { get; } = new(0, uint.MaxValue, uint.MaxValue);

    public uint Clamp(uint milliwatts) => Math.Min(Math.Max(milliwatts, Min), Max);
}
