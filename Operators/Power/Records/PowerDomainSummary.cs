using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;

namespace Headroom.Operators.Power.Records;

/// <summary>A PowerDomain as lists show it. Watts are at the feed.</summary>
public sealed record PowerDomainSummary
{
    public required string Name { get; init; }

    /// <summary>The domain that feeds this one; null for a root.</summary>
    public string? Parent { get; init; }

    /// <summary>Domains above it.</summary>
    public required int Depth { get; init; }

    public required ActingMode Mode { get; init; }

    public required string Policy { get; init; }

    /// <summary>Null where the spec cannot be read.</summary>
    public long? BudgetWatts { get; init; }

    /// <summary>The last decision's numbers where this replica leads, else those that the leader wrote.</summary>
    public required PowerDomainStatus Status { get; init; }

    public required IReadOnlyList<ConditionRecord> Conditions { get; init; }

    /// <summary>When it was decided; null on a replica that does not lead.</summary>
    public DateTimeOffset? DecidedAt { get; init; }
}
