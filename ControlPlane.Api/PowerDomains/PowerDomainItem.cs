using Headroom.ControlPlane.Api.Autoscalers;

namespace Headroom.ControlPlane.Api.PowerDomains;

/// <summary>A feed with its budget. Watts are at the feed; what is not known is null.</summary>
internal sealed record PowerDomainItem
{
    public required string Name { get; init; }

    /// <summary>The domain that feeds this one; null for a root.</summary>
    public required string? Parent { get; init; }

    /// <summary>Domains above it.</summary>
    public required int Depth { get; init; }

    /// <summary>Recommend or Apply.</summary>
    public required string Mode { get; init; }

    public required string Policy { get; init; }

    /// <summary>What stands out most: NotReady, Braking, Unsafe, HeadroomLow, Recommend or Kept.</summary>
    public required string State { get; init; }

    public required long? BudgetWatts { get; init; }

    public required long? DrawWatts { get; init; }

    /// <summary>At the accepted risk, with nothing held back.</summary>
    public required long? ForecastPeakWatts { get; init; }

    /// <summary>Left under the plan's peak.</summary>
    public required long? HeadroomWatts { get; init; }

    /// <summary>Most it can draw once no lease is renewed: every node at its safe limits, or at its nameplate where they are not confirmed.</summary>
    public required long? SafeSumWatts { get; init; }

    /// <summary>Sum of what everything on it may draw.</summary>
    public required long? NameplateWatts { get; init; }

    /// <summary>nameplateWatts / budgetWatts.</summary>
    public required double? Oversubscription { get; init; }

    public required int Nodes { get; init; }

    public required int Gpus { get; init; }

    /// <summary>Nodes without a fresh report.</summary>
    public required int SilentNodes { get; init; }

    /// <summary>Times the brake went on since this leader leads.</summary>
    public required int Brakes { get; init; }

    /// <summary>Why the caps are what they are, with the numbers.</summary>
    public required string? Plan { get; init; }

    public required IReadOnlyList<PowerCapItem> Caps { get; init; }

    public required IReadOnlyList<ConditionItem> Conditions { get; init; }

    /// <summary>When it was decided, every two seconds; null on a replica that does not lead, whose numbers are up to ten seconds old.</summary>
    public required DateTimeOffset? DecidedAt { get; init; }
}
