namespace Headroom.Contracts.Power;

/// <summary>One GPU in one second. What could not be read is null, never zero.</summary>
/// <remarks>A struct, so that a node's GPUs are one array: a leader stores 40,000 of them each second.</remarks>
public readonly record struct GpuReport
{
    public GpuReport()
    {
    }

    public string Uuid { get; init; } = "";

    public uint Index { get; init; }

    public string Model { get; init; } = "";

    public GpuState State { get; init; }

    public uint? DrawMilliwatts { get; init; }

    /// <summary>Since this agent started; goes on over resets of the driver's own counter.</summary>
    public ulong? EnergyMillijoules { get; init; }

    public uint? CoreMegahertz { get; init; }

    public uint? MemoryMegahertz { get; init; }

    public uint? MaxCoreMegahertz { get; init; }

    /// <summary>The limit set by software, read back.</summary>
    public uint? PowerLimitMilliwatts { get; init; }

    /// <summary>What the card obeys: the lowest of every limit, a BMC's included.</summary>
    public uint? EnforcedLimitMilliwatts { get; init; }

    public uint? MinLimitMilliwatts { get; init; }

    public uint? MaxLimitMilliwatts { get; init; }

    public uint? DefaultLimitMilliwatts { get; init; }

    /// <summary>NVML's clock event reasons: 0x4 software power cap, 0x8 hardware slowdown, 0x40 thermal, 0x80 power brake.</summary>
    public ulong? EventReasons { get; init; }

    public uint? TemperatureCelsius { get; init; }

    public uint? UtilizationPercent { get; init; }

    /// <summary>The safe limit on disk.</summary>
    public uint? SafeLimitMilliwatts { get; init; }

    public SafeLimitState SafeLimitState { get; init; }

    /// <summary>The lease whose cap this card has; null: none, it is at its safe limit.</summary>
    public LeaseStamp? Lease { get; init; }

    /// <summary>The locked clock as the driver accepted it; NVML cannot read it back. Null: not locked by this agent.</summary>
    public ClockRange? LockedClocks { get; init; }

    /// <summary>MIG devices; empty without MIG.</summary>
    public IReadOnlyList<MigSlice> MigSlices { get; init; } = [];
}
