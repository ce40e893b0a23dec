using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Autoscaling.Settings;

namespace Headroom.Operators.Tests.Builders;

/// <summary>Specs that are valid as they are, so that a test shows only what it changes.</summary>
internal static class Specs
{
    public static AutoscalerSpec Valid() => new()
    {
        ScaleTargetRef = new ScaleTargetSpec { Kind = "Deployment", Name = "chat" },
        MaxReplicas = 10,
        Indicators = [Prometheus("requests")],
        Capacity = new CapacitySpec { PerReplica = "20" },
    };

    public static AutoscalerSpec Valid(Action<AutoscalerSpec> change)
    {
        var spec = Valid();
        change(spec);
        return spec;
    }

    public static IndicatorSpec Prometheus(string name, string address = "http://prometheus:9090", string query = "sum(requests)") =>
        new() { Name = name, Prometheus = new PrometheusSpec { ServerAddress = address, Query = query } };

    public static IndicatorSpec Trace(string file, string? column = null) =>
        new() { Name = "requests", Trace = new TraceSpec { File = file, Column = column } };

    public static IndicatorSpec Cpu() => new() { Name = "cpu", Resource = new ResourceSpec { Name = "cpu" } };

    public static AutoscalerSettings Settings(Action<AutoscalerSpec>? change = null)
    {
        var (settings, errors) = SettingsParser.Parse(Valid(change ?? (_ => { })));
        return settings ?? throw new ArgumentException(string.Join("; ", errors));
    }
}
