using Headroom.Units;

namespace Headroom.Simulation.Power;

/// <summary>The row and its control loop: what is the same for every policy.</summary>
/// <param name="Budget">Of the feed.</param>
/// <param name="TelemetrySeconds">Between two readings, each the mean since the last.</param>
/// <param name="CommandSeconds">From a decision until a cap is in force.</param>
/// <param name="BrakeSeconds">From a decision until the brake is in force.</param>
/// <param name="AllowanceSeconds">From a decision until gateways obey a new allowance.</param>
/// <param name="MeterNoise">Deviation of a reading, relative.</param>
/// <param name="HasEngineGate">The gate sits in the serving engine: it counts prefills itself, with no delay.</param>
public sealed record RowSetting(
    Watts Budget, double TelemetrySeconds = 2, double CommandSeconds = 40, double BrakeSeconds = 5,
    double AllowanceSeconds = .5, double MeterNoise = .0025, bool HasEngineGate = false)
{
    /// <summary>40 servers fill it: 5.8 kW each.</summary>
    public const int BaseServers = 40;

    public static RowSetting OutOfBand { get; } = new(Watts.FromWatts(232_000));

    /// <summary>A gate inside the engine, four times a second.</summary>
    public static RowSetting EngineGate { get; } = OutOfBand with { HasEngineGate = true, AllowanceSeconds = .25 };

    public static RowSetting InBand { get; } = OutOfBand with { CommandSeconds = 2 };
}
