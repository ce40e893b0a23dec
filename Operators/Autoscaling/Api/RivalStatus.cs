using System.Text.Json.Serialization;

namespace Headroom.Operators.Autoscaling.Api;

/// <summary>Another scaler of the same target.</summary>
public sealed record RivalStatus
{
    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Left out when unknown: inside a list a merge patch stores a null instead of removing the field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Desired { get; set; }
}
