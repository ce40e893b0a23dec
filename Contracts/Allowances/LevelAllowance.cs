namespace Headroom.Contracts.Allowances;

/// <summary>What one gateway may start of one priority level on one domain.</summary>
public sealed record LevelAllowance
{
    /// <summary>Priority level; 0 is held first.</summary>
    public required int Level { get; init; }

    /// <summary>
    /// A prefill of this level may start while it and every gated prefill of this gateway on the domain together cost no
    /// more. Rounded down, and already divided among the domain's gateways.
    /// </summary>
    public required long FreeWatts { get; init; }

    /// <summary>The same where no lease holds: the gateway's part of what the domain can always make room for.</summary>
    public required long FailSafeWatts { get; init; }

    /// <summary>By group of servers, in a fixed order.</summary>
    public IReadOnlyList<PrefillCost> Costs { get; init; } = [];

    public bool Equals(LevelAllowance? other) =>
        other is not null && Level == other.Level && FreeWatts == other.FreeWatts && FailSafeWatts == other.FailSafeWatts && Costs.SequenceEqual(other.Costs);

    public override int GetHashCode() => HashCode.Combine(Level, FreeWatts, FailSafeWatts);
}
