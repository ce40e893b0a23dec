namespace Headroom.Contracts.Power;

/// <summary>What a lease asks of one GPU. All of a card, never a MIG slice: slices share its power.</summary>
public sealed record GpuCap
{
    public required string Uuid { get; init; }

    /// <summary>Power limit while the lease runs; null: the board's own default.</summary>
    public uint? PowerLimitMilliwatts { get; init; }

    /// <summary>Locked core clock while the lease runs; null: not locked.</summary>
    public ClockRange? Clocks { get; init; }

    /// <summary>Kept on the node's disk, and the power limit whenever no lease runs; null leaves the one that is kept.</summary>
    public uint? SafeLimitMilliwatts { get; init; }
}
