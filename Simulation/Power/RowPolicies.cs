using Headroom.Power.Policies;

namespace Headroom.Simulation.Power;

/// <summary>The policies that are compared, by the name that results carry.</summary>
public static class RowPolicies
{
    /// <summary>The controller's power curves are this far from the servers'.</summary>
    public const double CurveError = .05;

    /// <summary>In the order of tables.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["NoCap", "OneThresholdLow", "OneThresholdAll", "PowerLimit", "Polca", "Predictive", "PredictiveGate"];

    /// <summary>Those whose caps may also travel in band.</summary>
    public static IReadOnlyList<string> InBandNames { get; } = ["Polca", "Predictive", "PredictiveGate"];

    /// <exception cref="ArgumentException">No policy has that name.</exception>
    public static IPowerPolicy Create(string name, RowPhysics physics, RowSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var groups = RowGroups.Believed(physics, CurveError);
        var settings = new PredictiveSettings(setting.TelemetrySeconds, setting.CommandSeconds, setting.AllowanceSeconds);
        return name switch
        {
            "NoCap" => new NoCap(groups),
            "OneThresholdLow" => new OneThreshold(groups, capsAll: false),
            "OneThresholdAll" => new OneThreshold(groups, capsAll: true),
            "PowerLimit" => new StaticPowerLimit(groups),
            "Polca" => new Polca(groups),
            "Predictive" => new Predictive(groups, settings),
            "PredictiveGate" or "EngineGate" => new PredictiveGate(groups, settings),
            _ => throw new ArgumentException($"'{name}' is not a policy of the row: {string.Join(", ", Names)} are"),
        };
    }
}
