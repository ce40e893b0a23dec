namespace Headroom.Operators.Power.Settings;

/// <summary>Who measures a feed.</summary>
public enum MeasurementSource
{
    Agents,
    Prometheus,
}
