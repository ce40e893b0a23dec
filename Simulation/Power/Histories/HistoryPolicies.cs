using Headroom.Power.Models;
using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Simulation.Power.Histories;

/// <summary>The product's policies over one kind of server and two priorities, low first.</summary>
public static class HistoryPolicies
{
    // What POLCA takes of low and of high priority at most, as shares of the highest clock.
    private const double LowFloor = 810.0 / 1410;
    private const double HighFloor = 1305.0 / 1410;

    internal const double PrefillTimeShare = .15;

    /// <exception cref="ArgumentException">No policy has that name.</exception>
    public static IPowerPolicy Create(string name, HistorySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        PowerGroup[] groups =
        [
            new("low", 0, Caps(settings.Server, LowFloor), IsGated: true),
            new("high", 1, Caps(settings.Server, HighFloor), IsGated: false),
        ];
        var forecast = new PredictiveSettings(HistorySettings.TelemetrySeconds, settings.CommandSeconds, AllowanceSeconds: HistorySettings.TelemetrySeconds, Risk: settings.Risk);
        return name switch
        {
            "NoCap" => new NoCap(groups),
            "OneThresholdLow" => new OneThreshold(groups, capsAll: false),
            "OneThresholdAll" => new OneThreshold(groups, capsAll: true),
            "PowerLimit" => new StaticPowerLimit(groups),
            "Polca" => new Polca(groups),
            "Predictive" => new Predictive(groups, forecast),
            "PredictiveGate" => new PredictiveGate(groups, forecast),
            _ => throw new ArgumentException($"'{name}' is not a power policy: {string.Join(", ", RowPolicies.Names)} are"),
        };
    }

    private static CapTable Caps(ServerModel server, double floor)
    {
        var clock = (int)(server.Gpu.MaxClock.Value * floor) / server.Gpu.ClockStep * server.Gpu.ClockStep;
        return new CapTable(server, HistorySettings.Phases, Megahertz.Max(server.Gpu.MinClock, new Megahertz(clock)), PrefillTimeShare);
    }
}
