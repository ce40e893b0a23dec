using Headroom.Power.Forecasts;

namespace Headroom.Power.Policies;

/// <summary>
/// Caps from the distribution of the peak at the instant a command lands: the least slowdown that keeps it under the
/// budget but for the accepted risk.
/// </summary>
public sealed class Predictive : PowerPolicy
{
    private readonly PredictiveSettings _settings;
    private readonly RowBelief _belief;
    private readonly CapPlanner _planner;
    private readonly PeakClaim[] _claims;
    private readonly OfferedShares _shares;
    private readonly bool[] _everyGroup;
    private PeakForecast? _all;

    public Predictive(IReadOnlyList<PowerGroup> groups, PredictiveSettings settings)
        : base(groups)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _everyGroup = [.. groups.Select(_ => true)];
        _belief = new RowBelief(groups);
        _planner = new CapPlanner(groups, settings.DwellSeconds);
        _claims = [new PeakClaim(groups.Count)];
        _shares = new OfferedShares(groups.Count, PredictiveSettings.SlowSeconds / settings.TelemetrySeconds);
    }

    public override string Name => "Predictive";

    protected override void Cap(in DomainReading reading, PowerPlan plan)
    {
        _all ??= _settings.AtLanding(reading.Budget, _settings.Risk);
        // Under the brake nothing is learned: its clocks are outside the curves.
        if (!IsBraking)
        {
            _belief.Observe(reading);
            _shares.Observe(reading);
            // The brake goes by what is read, so its errors are learned: those of a smooth belief are smaller.
            _all.Observe(_belief.FreeBaseNow + _belief.FreePrefill);
        }

        _claims[0].Set(_all.Peak, _belief.FreeBase);
        _shares.CopyTo(_claims[0].Shares, _everyGroup);
        _planner.Plan(reading, plan, _belief.Factor, _claims, _settings.Limit(reading.Budget));
    }
}
