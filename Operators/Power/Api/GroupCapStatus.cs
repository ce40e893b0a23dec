using System.Text.Json.Serialization;

namespace Headroom.Operators.Power.Api;

/// <summary>What one group of nodes is held to. In a list a merge patch removes nothing: what is not known is not written.</summary>
public sealed record GroupCapStatus
{
    /// <summary>GPU product and priority level.</summary>
    public string Group { get; set; } = "";

    public int Nodes { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ClockMegahertz { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? PowerLimitWatts { get; set; }

    public bool Braked { get; set; }
}
