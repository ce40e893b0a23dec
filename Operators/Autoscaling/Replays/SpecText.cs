using System.Text.Json.Serialization;

namespace Headroom.Operators.Autoscaling.Replays;

/// <summary>The fields of a spec that a replay can change, as they stand in the object; null leaves what is there.</summary>
/// <remarks>A field that is not here is refused: a typing error must not read as "leave it".</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SpecText
{
    /// <summary>Such as 99.5%.</summary>
    public string? ServiceLevel { get; init; }

    /// <summary>Such as 7d: the window over which the service level holds.</summary>
    public string? BudgetWindow { get; init; }

    /// <summary>Dollars.</summary>
    public string? ReplicaCostPerHour { get; init; }

    /// <summary>Dollars per unit of unserved demand and hour; empty removes it, and the service level alone drives.</summary>
    public string? ShortfallCostPerUnitHour { get; init; }

    /// <summary>Who decides: Headroom, or a published policy in its place.</summary>
    public string? Policy { get; init; }

    public int? MinReplicas { get; init; }

    public int? MaxReplicas { get; init; }
}
