using Headroom.Power.Forecasts;

namespace Headroom.Power.Policies;

/// <summary>
/// <see cref="Predictive"/> with admission: gated work gets the watts that are free right now, so clocks need not be kept
/// low for the sake of bursts.
/// </summary>
/// <remarks>
/// Three forecasts. The draw that no gate can hold (decode of all, prefill of ungated groups) must fit at the instant a
/// cap lands, but for <see cref="PredictiveSettings.Risk"/>. All offered work must fit but for
/// <see cref="PredictiveSettings.HeldShare"/> of the time: then it waits. And whatever decode leaves until the next
/// allowance is obeyed is given out as prefills at once, of which ungated work takes what it needs. Forecasts are fed
/// with offered work: fed with gated draw they would see a quiet row and release its caps.
/// </remarks>
public sealed class PredictiveGate : PowerPolicy, IGatesPrefills
{
    private const double GatedSlowSeconds = 60;
    private const double GatedFastSeconds = 4;

    private readonly PredictiveSettings _settings;
    private readonly RowBelief _belief;
    private readonly CapPlanner _planner;
    private readonly PeakClaim[] _claims;
    private readonly OfferedShares _shares;
    private readonly bool[] _everyGroup;
    private readonly bool[] _ungated;
    private PeakForecast? _held;
    private PeakForecast? _ungatedLater;
    private double _patient;
    private PeakForecast? _baseSoon;

    /// <exception cref="ArgumentException">The highest level is gated, or nothing is.</exception>
    public PredictiveGate(IReadOnlyList<PowerGroup> groups, PredictiveSettings settings)
        : base(groups)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!groups.Any(g => g.IsGated) || groups.Any(g => g.IsGated && g.Level == TopLevel))
        {
            throw new ArgumentException("a gate needs a gated group, and the highest priority level is never gated");
        }

        _settings = settings;
        _everyGroup = [.. groups.Select(_ => true)];
        _ungated = [.. groups.Select(g => !g.IsGated)];
        _belief = new RowBelief(groups);
        _planner = new CapPlanner(groups, settings.DwellSeconds);
        _claims = [new PeakClaim(groups.Count), new PeakClaim(groups.Count)];
        _shares = new OfferedShares(groups.Count, PredictiveSettings.SlowSeconds / settings.TelemetrySeconds);
    }

    public override string Name => "PredictiveGate";

    protected override void Cap(in DomainReading reading, PowerPlan plan)
    {
        _held ??= _settings.AtLanding(reading.Budget, _settings.HeldShare);
        _ungatedLater ??= _settings.AtLanding(reading.Budget, _settings.Risk);
        _baseSoon ??= new PeakForecast(
            0, (int)Math.Ceiling((_settings.TelemetrySeconds + _settings.AllowanceSeconds) / _settings.TelemetrySeconds),
            reading.Budget.ToWatts(), _settings.Risk, PredictiveSettings.Prior(reading.Budget),
            GatedSlowSeconds / _settings.TelemetrySeconds, GatedFastSeconds / _settings.TelemetrySeconds);
        if (!IsBraking)
        {
            _belief.Observe(reading);
            _shares.Observe(reading);
            _ungatedLater.Observe(_belief.FreeBaseNow + _belief.FreeUngatedPrefill);
            var demand = _belief.FreeBase + (_belief.FreeUngatedPrefill + _belief.FreeGatedOffered) / _settings.GateUtilisation;
            _patient += (1 - _settings.KeepPatient) * (demand - _patient);
            _held.Observe(_patient);
            _baseSoon.Observe(_belief.BaseDraw);
        }

        var limit = _settings.Limit(reading.Budget);
        _claims[0].Set(_ungatedLater.Peak, _belief.FreeBase);
        _shares.CopyTo(_claims[0].Shares, _ungated);
        _claims[1].Set(_held.Peak + _baseSoon.Peak - _baseSoon.Level, _belief.FreeBase);
        _shares.CopyTo(_claims[1].Shares, _everyGroup);
        _planner.Plan(reading, plan, _belief.Factor, _claims, limit);
        Allow(reading, plan, limit);
    }

    /// <summary>What decode leaves until the next allowance is obeyed, less what ungated work may take unheard.</summary>
    private void Allow(in DomainReading reading, PowerPlan plan, double limit)
    {
        var (rise, surge) = (0.0, 0.0);
        for (var g = 0; g < Groups.Count; g++)
        {
            // A higher clock that was commanded may land before the next reading: it counts from now on.
            ref readonly var group = ref reading.Groups[g];
            var caps = Groups[g].Caps;
            var inForce = caps.RowOf(group.ReadBack);
            var soon = group.Uncontrolled > 0 ? 0 : Math.Min(inForce, caps.RowOf(plan.Clocks[g]));
            rise += group.Servers * (caps.DecodeWatts[soon] - caps.DecodeWatts[inForce]);
            plan.PrefillCosts[g] = caps.PrefillWatts[soon] * (1 + caps.Server.Gpu.Curve.Uncertainty);
            surge += Groups[g].IsGated ? 0 : _settings.SurgeShare * group.Servers * plan.PrefillCosts[g];
        }

        plan.PrefillAllowance = Math.Max(0, limit - (_baseSoon!.Peak + rise * _belief.Factor) * _belief.Width - surge);
    }
}
