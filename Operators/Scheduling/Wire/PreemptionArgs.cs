using System.Text.Json;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>ExtenderPreemptionArgs of a scheduler that sends names alone.</summary>
internal sealed record PreemptionArgs
{
    public JsonElement Pod { get; init; }

    public IReadOnlyDictionary<string, MetaVictims?>? NodeNameToMetaVictims { get; init; }
}
