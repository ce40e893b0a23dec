using System.Text.Json.Serialization;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>ExtenderBindingArgs.</summary>
internal sealed record BindingArgs
{
    public string PodName { get => field ?? ""; init; }

    public string PodNamespace { get => field ?? ""; init; }

    [JsonPropertyName("PodUID")]
    public string PodUid { get => field ?? ""; init; }

    public string Node { get => field ?? ""; init; }
}
