using Headroom.Operators.Power.Api;

namespace Headroom.Operators.Power.Records;

/// <summary>A node on a feed.</summary>
public sealed record PowerNodeSummary
{
    public required string Name { get; init; }

    /// <summary>The feed it hangs on directly.</summary>
    public required string Domain { get; init; }

    /// <summary>What its agent said last; without GPUs where it has never reported.</summary>
    public required NodePowerStatus Status { get; init; }

    public required LeaseHealth Lease { get; init; }

    /// <summary>Null where this replica does not know, and where the agent has never reported.</summary>
    public TimeSpan? HeardAgo { get; init; }

    /// <summary>Its safe limits are known to be kept.</summary>
    public required bool IsConfirmed { get; init; }
}
