using System.Text.Json.Serialization;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>ExtenderBindingArgs.</summary>
internal sealed record BindingArgs
{
    public string PodName { get; init; } = "";

    public string PodNamespace { get; init; } = "";

    [JsonPropertyName("PodUID")]
    public string PodUid { get; init; } = "";

    public string Node { get; init; } = "";
}
