namespace Headroom.Operators.Autoscaling.Api;

/// <summary>One entry of spec.indicators: a name and exactly one source.</summary>
public sealed record IndicatorSpec
{
    public string Name { get; set; } = "";

    /// <summary>Gauge, or Counter for a value that only rises and is turned into a rate per second.</summary>
    public string ValueType { get; set; } = "Gauge";

    /// <summary>Missing or Zero: what an empty answer means.</summary>
    public string OnEmpty { get; set; } = "Missing";

    public PrometheusSpec? Prometheus { get; set; }

    public ResourceSpec? Resource { get; set; }

    public TraceSpec? Trace { get; set; }
}
