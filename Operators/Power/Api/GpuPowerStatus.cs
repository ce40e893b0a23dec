namespace Headroom.Operators.Power.Api;

/// <summary>One GPU of a node.</summary>
public sealed record GpuPowerStatus
{
    public string Uuid { get; set; } = "";

    public string Model { get; set; } = "";

    public string State { get; set; } = "";

    public long? DrawWatts { get; set; }

    public long? LimitWatts { get; set; }

    public long? SafeLimitWatts { get; set; }

    public string SafeLimit { get; set; } = "";

    public int? LockedMegahertz { get; set; }
}
