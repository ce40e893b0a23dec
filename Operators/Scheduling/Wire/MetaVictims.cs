using System.Text.Json.Serialization;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>Pods to evict from a node.</summary>
internal sealed record MetaVictims
{
    public IReadOnlyList<MetaPod> Pods { get => field ?? []; init; }

    [JsonPropertyName("NumPDBViolations")]
    public long NumPdbViolations { get; init; }
}
