using System.Text.Json.Serialization;

namespace Headroom.Operators.Scheduling.Wire;

/// <summary>ExtenderBindingResult: an empty error is success.</summary>
internal sealed record BindingAnswer
{
    public string Error { get; init; } = "";

    [JsonIgnore]
    public ExtenderOutcome Outcome { get; init; }
}
