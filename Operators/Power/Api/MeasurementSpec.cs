namespace Headroom.Operators.Power.Api;

/// <summary>spec.measurement: where the draw comes from, and what the agents cannot see.</summary>
public sealed record MeasurementSpec
{
    public string Source { get; set; } = "Agents";

    public string MaxAge { get; set; } = "4s";

    /// <summary>Most that a node draws beside its GPUs.</summary>
    public string HostMaxWatts { get; set; } = "2500";

    /// <summary>Nameplate of a node without GPUs or without an agent.</summary>
    public string UnmanagedNodeWatts { get; set; } = "1000";

    /// <summary>Lost between the feed and what is measured: power supplies, cables.</summary>
    public string LossPercent { get; set; } = "0";

    public MeterQuerySpec? Prometheus { get; set; }

    public RedfishSpec? Redfish { get; set; }
}
