using System.Text.Json.Serialization;

namespace Headroom.Operators.Power.Api;

/// <summary>One GPU of a node. In a list a merge patch removes nothing: what is not known is not written.</summary>
public sealed record GpuPowerStatus
{
    public string Uuid { get; set; } = "";

    public string Model { get; set; } = "";

    public string State { get; set; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? DrawWatts { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LimitWatts { get; set; }

    /// <summary>Lowest limit that it takes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MinLimitWatts { get; set; }

    /// <summary>Highest, rounded up: what the next leader charges it at until its agent reports.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MaxLimitWatts { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SafeLimitWatts { get; set; }

    public string SafeLimit { get; set; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LockedMegahertz { get; set; }
}
