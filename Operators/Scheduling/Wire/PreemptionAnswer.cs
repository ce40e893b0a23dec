namespace Headroom.Operators.Scheduling.Wire;

/// <summary>ExtenderPreemptionResult.</summary>
internal sealed record PreemptionAnswer
{
    public IReadOnlyDictionary<string, MetaVictims>? NodeNameToMetaVictims { get; init; }
}
