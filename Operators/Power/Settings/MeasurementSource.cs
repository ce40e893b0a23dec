namespace Headroom.Operators.Power.Settings;

/// <summary>Who measures a feed.</summary>
public enum MeasurementSource
{
    Agents,
    Prometheus,

    /// <summary>BMCs or power distribution units, asked by the operator.</summary>
    Redfish,
}
