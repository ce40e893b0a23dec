using Headroom.Units;

namespace Headroom.Power.Policies;

/// <summary>Claims into the clocks of a plan: chooser, then dwell, then the reason.</summary>
internal sealed class CapPlanner
{
    private readonly IReadOnlyList<PowerGroup> _groups;
    private readonly CapChooser _chooser;
    private readonly CapDwell[] _dwell;

    public CapPlanner(IReadOnlyList<PowerGroup> groups, double dwellSeconds)
    {
        _groups = groups;
        _chooser = new CapChooser(groups);
        _dwell = [.. groups.Select(_ => new CapDwell(dwellSeconds))];
    }

    /// <param name="factor">Draw without prefill over what the curves say.</param>
    /// <param name="limit">Watts that every claim must stay under.</param>
    public void Plan(in DomainReading reading, PowerPlan plan, double factor, ReadOnlySpan<PeakClaim> claims, double limit)
    {
        var fits = _chooser.Choose(reading, factor, claims, limit);
        plan.Reason = fits ? PlanReason.Fits : PlanReason.CapsExhausted;
        for (var g = 0; g < _groups.Count; g++)
        {
            var caps = _groups[g].Caps;
            _dwell[g].Move(_chooser.Rows[g], caps.Clocks.Length - 1, reading.AtMilliseconds);
            plan.Clocks[g] = caps.Clocks[_dwell[g].Row];
            if (fits && _dwell[g].Row > 0)
            {
                plan.Reason = _chooser.Rows[g] > 0 || plan.Reason == PlanReason.ForecastPeak ? PlanReason.ForecastPeak : PlanReason.Hysteresis;
            }

            _chooser.Rows[g] = _dwell[g].Row;
        }

        var uncapped = 0.0;
        foreach (var claim in claims)
        {
            uncapped = Math.Max(uncapped, claim.Peak);
        }

        plan.UncappedPeak = Watts.FromWatts(uncapped);
        plan.CappedPeak = Watts.FromWatts(_chooser.Draw(reading, factor, claims));
    }
}
