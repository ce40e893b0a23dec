using System.Text.Json.Serialization;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>A pod by its uid.</summary>
internal sealed record MetaPod
{
    [JsonPropertyName("UID")]
    public string Uid { get => field ?? ""; init; }
}
