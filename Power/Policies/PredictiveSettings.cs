using Headroom.Power.Forecasts;
using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>What a forecasting policy promises and how its commands travel.</summary>
/// <param name="TelemetrySeconds">Between two readings.</param>
/// <param name="CommandSeconds">From a decision until a cap is in force.</param>
/// <param name="AllowanceSeconds">From a decision until gateways obey it.</param>
/// <param name="Risk">Accepted probability, per decision, that the draw passes the budget before the next command lands.</param>
/// <param name="HeldShare">Accepted share of the time in which gated work waits; above it clocks are lowered.</param>
/// <param name="PatienceSeconds">Gated work that waits so long is no loss: demand is averaged over it.</param>
/// <param name="GateUtilisation">Share of the prefills at once that may be in use on average: the rest keeps waits short.</param>
/// <param name="SurgeShare">
/// Share of the ungated servers that may begin prefill before gateways hear of it: their watts are not given out.
/// </param>
/// <param name="SensorError">Relative error of the domain's meter that is planned for.</param>
/// <param name="DwellSeconds">Shortest time between two changes of a clock that give power back.</param>
public sealed record PredictiveSettings(
    double TelemetrySeconds, double CommandSeconds, double AllowanceSeconds = .5, double Risk = 3e-7, double HeldShare = .1,
    double PatienceSeconds = 10, double GateUtilisation = .8,
    double SurgeShare = .06, double SensorError = .005, double DwellSeconds = 60)
{
    internal const double SlowSeconds = 600;
    private const double FastSeconds = 10;

    /// <summary>Share of the budget by which published rows rose within 40 s: the margin until the row's own rises are known.</summary>
    private const double PublishedRise = .118;

    /// <summary>The largest draw that a plan may expect, watts.</summary>
    internal double Limit(Watts budget) => budget.ToWatts() * (1 - SensorError);

    internal double KeepPatient => Math.Exp(-TelemetrySeconds / PatienceSeconds);

    internal static double Prior(Watts budget) => PublishedRise * budget.ToWatts();

    /// <summary>A forecast of the peak between the instant this decision's caps are in force and that of the next one's.</summary>
    internal PeakForecast AtLanding(Watts budget, double risk) => new(
        (int)Math.Ceiling(CommandSeconds / TelemetrySeconds), 2, budget.ToWatts(), risk, Prior(budget),
        SlowSeconds / TelemetrySeconds, FastSeconds / TelemetrySeconds);
}
